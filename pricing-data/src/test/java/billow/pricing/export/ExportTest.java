package billow.pricing.export;

import static billow.pricing.TestUsage.BILLING;
import static billow.pricing.TestUsage.NO_FREE_TIER;
import static billow.pricing.TestUsage.in;
import static billow.pricing.TestUsage.line;
import static billow.pricing.TestUsage.usage;
import static org.assertj.core.api.Assertions.assertThat;

import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import billow.pricing.BillRange;
import billow.pricing.BillingSettings;
import billow.pricing.Discount;
import billow.pricing.Month;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ExportTest {
    private static final Usage USAGE = usage(
            new UsageLine(
                    "lambda.requests", "orders", null, new BigDecimal("3000000"), Map.of("team", "shop, \"north\"")),
            line("apigateway.http_requests", "api", "400000000"),
            in("sa-east-1", "sqs.standard", "3000000"),
            new UsageLine("lambda.requests", "orders", null, BigDecimal.ONE, Map.of(), true));

    @Test
    void writesABillAsTheObjectOfAResult() {
        var bill = BILLING.price(USAGE, BillingSettings.STANDARD);
        var json = new JsonMapper().readTree(BillJson.of(bill).toString());
        assertThat(json.get("region").asString()).isEqualTo("us-east-1");
        assertThat(json.get("currency").asString()).isEqualTo("USD");
        assertThat(json.get("priceDate").asString()).isEqualTo("2026-10-01");
        assertThat(json.get("month").asString()).isEqualTo("730h");
        assertThat(json.get("total").get("value").decimalValue()).isEqualByComparingTo("391.2000002");
        assertThat(json.get("total").get("low")).isEqualTo(json.get("total").get("high"));
        var lines = json.get("lines");
        assertThat(lines.size()).isEqualTo(4);
        var first = lines.get(0);
        assertThat(first.get("node").asString()).isEqualTo("orders");
        assertThat(first.get("meter").asString()).isEqualTo("lambda.requests");
        assertThat(first.get("unit").asString()).isEqualTo("request");
        assertThat(first.get("quantity").decimalValue()).isEqualByComparingTo("3000000");
        assertThat(first.get("formula").asString()).contains("free").endsWith("= $0.40");
        assertThat(first.get("source").asString()).isNotBlank();
        assertThat(first.get("tags").get("team").asString()).isEqualTo("shop, \"north\"");
        assertThat(lines.get(1).get("tiers").size()).isEqualTo(2);
        assertThat(lines.get(2).get("remark").asString()).isEqualTo("unverified");
        assertThat(lines.get(2).get("counted").asString())
                .isEqualTo("each request up to a multiple of 64 KB; every call counts, empty receives too");
        assertThat(lines.get(3).get("failure").booleanValue()).isTrue();
    }

    @Test
    void writesTheIntervalOfARange() {
        var low = BILLING.price(usage(line("sqs.standard", "1000000")), NO_FREE_TIER);
        var high = BILLING.price(usage(line("sqs.standard", "3000000")), NO_FREE_TIER);
        var total = BillJson.of(new BillRange(low, low, high)).get("total");
        assertThat(total.get("value").decimalValue()).isEqualByComparingTo("0.4");
        assertThat(total.get("high").decimalValue()).isEqualByComparingTo("1.2");
    }

    @Test
    void writesATableWhoseAmountsSumToTheTotal() throws IOException {
        var bill = BILLING.price(USAGE, BillingSettings.STANDARD);
        var out = new StringBuilder();
        BillCsv.write(bill, out);
        var rows = parse(out.toString());
        assertThat(rows).hasSize(5);
        int amount = rows.getFirst().indexOf("amount_usd");
        assertThat(rows.stream()
                        .skip(1)
                        .map(row -> new BigDecimal(row.get(amount)))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(bill.total());
        assertThat(rows.get(1).getLast()).isEqualTo("team=shop, \"north\"");
    }

    @Test
    void writesFocusRowsThatMultiplyOutAndSumToTheTotal() throws IOException {
        var discounts = List.<Discount>of(
                new Discount.Percentage("apigateway", new BigDecimal("7.5")),
                new Discount.SavingsPlan(
                        new BigDecimal("0.01"), new BigDecimal("17"), Discount.SavingsPlan.FUNCTION_METERS),
                new Discount.Credit("Trial", new BigDecimal("5")));
        var settings = BillingSettings.STANDARD.with(discounts).with(Month.of(YearMonth.of(2026, 2)));
        var bill = BILLING.price(USAGE, settings);
        var out = new StringBuilder();
        FocusCsv.write(bill, BILLING.book(), "design", out);
        var rows = parse(out.toString());
        assertThat(rows.getFirst()).isEqualTo(FocusCsv.COLUMNS);
        var billed = BigDecimal.ZERO;
        for (var row : rows.subList(1, rows.size())) {
            billed = billed.add(new BigDecimal(value(row, "BilledCost")));
            assertThat(value(row, "ProviderName")).isEqualTo("AWS");
            assertThat(value(row, "BillingPeriodStart")).isEqualTo("2026-02-01T00:00:00Z");
            assertThat(value(row, "BillingPeriodEnd")).isEqualTo("2026-03-01T00:00:00Z");
            assertThat(value(row, "ChargeCategory")).isIn("Usage", "Purchase", "Credit");
            if (!value(row, "ListUnitPrice").isEmpty())
                assertThat(new BigDecimal(value(row, "ListUnitPrice"))
                                .multiply(new BigDecimal(value(row, "PricingQuantity"))))
                        .isCloseTo(
                                new BigDecimal(value(row, "ListCost")),
                                org.assertj.core.api.Assertions.within(new BigDecimal("1e-9")));
        }
        assertThat(billed).isCloseTo(bill.total(), org.assertj.core.api.Assertions.within(new BigDecimal("1e-9")));
        assertThat(rows.stream().map(row -> value(row, "ServiceCategory"))).contains("Compute", "Integration", "Other");
    }

    @Test
    void writesInfracostUsageByResource() throws IOException {
        var usage = usage(
                line("lambda.requests", "orders", "3000000"),
                line("lambda.duration_x86", "orders", "540000"),
                line("s3.put_copy_post_list", "photos!", "10"),
                line("s3.standard_storage", "photos!", "20"),
                line("stepfunctions.express_request", "flow", "100000"),
                line("stepfunctions.express_duration", "flow", "1250"),
                line("kms.request", "key", "5"));
        var out = new StringBuilder();
        InfracostUsage.write(usage, Map.of("orders", 1536), out);
        assertThat(out.toString()).isEqualTo("""
                        version: 0.1
                        resource_usage:
                          aws_lambda_function.orders:
                            monthly_requests: 3000000
                            request_duration_ms: 120
                          aws_s3_bucket.photos_:
                            standard:
                              monthly_tier_1_requests: 10
                              storage_gb: 20
                          aws_sfn_state_machine.flow:
                            memory_mb: 64
                            monthly_requests: 100000
                            workflow_duration_ms: 200
                        # no key for kms.request of key: 5
                        """);
    }

    private static String value(List<String> row, String column) {
        return row.get(FocusCsv.COLUMNS.indexOf(column));
    }

    /// Reads what our writer writes: quotes doubled inside quoted values, rows ended by CR LF.
    static List<List<String>> parse(String csv) {
        var rows = new ArrayList<List<String>>();
        for (var line : csv.split("\r\n")) {
            var row = new ArrayList<String>();
            var value = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    value.append('"');
                    i++;
                } else if (c == '"') quoted = !quoted;
                else if (c == ',' && !quoted) {
                    row.add(value.toString());
                    value.setLength(0);
                } else value.append(c);
            }
            row.add(value.toString());
            rows.add(row);
        }
        return rows;
    }
}
