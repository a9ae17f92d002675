package billow.pricing.export;

import static billow.pricing.TestUsage.BILLING;
import static billow.pricing.TestUsage.in;
import static billow.pricing.TestUsage.line;
import static billow.pricing.TestUsage.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.usage.UsageLine;
import billow.pricing.Bill;
import billow.pricing.BillingSettings;
import billow.pricing.Discount;
import billow.pricing.Month;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Types, allowed values and what may be empty, as version 1.0 of the specification demands for every row.
class FocusConformanceTest {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private static final Set<String> NEVER_EMPTY = Set.of(
            "BilledCost",
            "BillingAccountId",
            "BillingCurrency",
            "BillingPeriodEnd",
            "BillingPeriodStart",
            "ChargeCategory",
            "ChargeFrequency",
            "ChargePeriodEnd",
            "ChargePeriodStart",
            "ContractedCost",
            "EffectiveCost",
            "InvoiceIssuerName",
            "ListCost",
            "ProviderName",
            "PublisherName",
            "ServiceCategory",
            "ServiceName");
    private static final Set<String> OF_USAGE_AND_PURCHASES = Set.of(
            "ContractedUnitPrice",
            "ListUnitPrice",
            "PricingCategory",
            "PricingQuantity",
            "PricingUnit",
            "SkuId",
            "SkuPriceId");
    private static final Set<String> DECIMALS = Set.of(
            "BilledCost",
            "ConsumedQuantity",
            "ContractedCost",
            "ContractedUnitPrice",
            "EffectiveCost",
            "ListCost",
            "ListUnitPrice",
            "PricingQuantity");
    private static final Set<String> NOT_NEGATIVE = Set.of("ContractedUnitPrice", "ListUnitPrice", "ConsumedQuantity");
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "ChargeCategory",
            Set.of("Usage", "Purchase", "Tax", "Credit", "Adjustment"),
            "ChargeClass",
            Set.of("", "Correction"),
            "ChargeFrequency",
            Set.of("One-Time", "Recurring", "Usage-Based"),
            "CommitmentDiscountCategory",
            Set.of("", "Spend", "Usage"),
            "CommitmentDiscountStatus",
            Set.of("", "Used", "Unused"),
            "PricingCategory",
            Set.of("", "Standard", "Dynamic", "Committed", "Other"),
            "ServiceCategory",
            Set.of(
                    "AI and Machine Learning",
                    "Analytics",
                    "Business Applications",
                    "Compute",
                    "Databases",
                    "Developer Tools",
                    "Multicloud",
                    "Identity",
                    "Integration",
                    "Internet of Things",
                    "Management and Governance",
                    "Media",
                    "Migration",
                    "Mobile",
                    "Networking",
                    "Security",
                    "Storage",
                    "Web",
                    "Other"));

    private static Bill bill() {
        var usage = usage(
                new UsageLine("lambda.requests", "f", null, new BigDecimal("3000000"), Map.of("team", "a, \"b\"")),
                line("lambda.duration_x86", "f", "12000000.5"),
                line("apigateway.http_requests", "api", "400000000"),
                in("sa-east-1", "sqs.standard", "3000000"),
                line("dynamodb.storage_standard", "t", "30"),
                line("nat.hour", "nat", "730"),
                line("datatransfer.out_internet", "api", "12000"),
                new UsageLine("lambda.requests", "f", null, BigDecimal.TEN, Map.of(), true));
        var discounts = List.<Discount>of(
                new Discount.Percentage("apigateway", new BigDecimal("7.5")),
                new Discount.SavingsPlan(
                        new BigDecimal("0.013"), new BigDecimal("17"), Discount.SavingsPlan.FUNCTION_METERS),
                new Discount.Credit("Trial", new BigDecimal("5")));
        return BILLING.price(usage, BillingSettings.STANDARD.with(discounts).with(Month.of(YearMonth.of(2026, 12))));
    }

    private static List<Map<String, String>> rows(Bill bill) throws IOException {
        var out = new StringBuilder();
        FocusCsv.write(bill, BILLING.book(), "design", out);
        var table = ExportTest.parse(out.toString());
        assertThat(table.getFirst()).isEqualTo(FocusCsv.COLUMNS);
        return table.subList(1, table.size()).stream()
                .map(values -> {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 0; i < values.size(); i++) row.put(FocusCsv.COLUMNS.get(i), values.get(i));
                    return row;
                })
                .toList();
    }

    private static String get(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    @Test
    void everyValueIsOfItsTypeAndAmongThoseAllowed() throws IOException {
        for (var row : rows(bill()))
            row.forEach((column, value) -> {
                if (NEVER_EMPTY.contains(column)) assertThat(value).as(column).isNotEmpty();
                if (DECIMALS.contains(column) && !value.isEmpty())
                    assertThat(value).as(column).matches(DECIMAL);
                if (NOT_NEGATIVE.contains(column)) assertThat(value).as(column).doesNotStartWith("-");
                if (column.matches(".*Period(Start|End)"))
                    assertThat(value).as(column).matches(MOMENT);
                if (ALLOWED.containsKey(column))
                    assertThat(ALLOWED.getOrDefault(column, Set.of()))
                            .as(column)
                            .contains(value);
            });
    }

    @Test
    void whatBelongsTogetherIsThereTogether() throws IOException {
        for (var row : rows(bill())) {
            var category = get(row, "ChargeCategory");
            boolean priced = category.equals("Usage") || category.equals("Purchase");
            if (priced)
                for (var column : OF_USAGE_AND_PURCHASES)
                    assertThat(get(row, column)).as(column).isNotEmpty();
            assertThat(get(row, "ConsumedQuantity").isEmpty()).isEqualTo(!category.equals("Usage"));
            assertThat(get(row, "ConsumedUnit").isEmpty()).isEqualTo(!category.equals("Usage"));
            if (category.equals("Purchase")) {
                assertThat(get(row, "ChargeFrequency")).isNotEqualTo("Usage-Based");
                assertThat(get(row, "EffectiveCost")).isEqualTo("0");
            }
            if (category.equals("Credit")) assertThat(get(row, "EffectiveCost")).isEqualTo(get(row, "BilledCost"));
            assertThat(get(row, "RegionId").isEmpty())
                    .isEqualTo(get(row, "RegionName").isEmpty());
            if (get(row, "ResourceId").isEmpty())
                assertThat(get(row, "ResourceName")).isEmpty();
            boolean committed = !get(row, "CommitmentDiscountId").isEmpty();
            assertThat(get(row, "CommitmentDiscountCategory").isEmpty()).isEqualTo(!committed);
            assertThat(get(row, "CommitmentDiscountType").isEmpty()).isEqualTo(!committed);
            assertThat(get(row, "CommitmentDiscountStatus").isEmpty())
                    .isEqualTo(!committed || !category.equals("Usage"));
            assertThat(JsonMapper.shared().readTree(get(row, "Tags")).isObject())
                    .isTrue();
        }
    }

    @Test
    void pricesMultiplyOutAndBothSumsAreTheTotal() throws IOException {
        var bill = bill();
        var billed = BigDecimal.ZERO;
        var effective = BigDecimal.ZERO;
        for (var row : rows(bill)) {
            billed = billed.add(new BigDecimal(get(row, "BilledCost")));
            effective = effective.add(new BigDecimal(get(row, "EffectiveCost")));
            if (get(row, "ListUnitPrice").isEmpty()) continue;
            var quantity = new BigDecimal(get(row, "PricingQuantity"));
            assertThat(new BigDecimal(get(row, "ListUnitPrice")).multiply(quantity))
                    .isCloseTo(new BigDecimal(get(row, "ListCost")), within(new BigDecimal("1e-6")));
            assertThat(new BigDecimal(get(row, "ContractedUnitPrice")).multiply(quantity))
                    .isCloseTo(new BigDecimal(get(row, "ContractedCost")), within(new BigDecimal("1e-6")));
        }
        assertThat(billed).isCloseTo(bill.total(), within(new BigDecimal("1e-9")));
        assertThat(effective).isCloseTo(bill.total(), within(new BigDecimal("1e-9")));
    }
}
