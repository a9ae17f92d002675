package billow.pricing.export;

import billow.pricing.Bill;
import billow.pricing.BillLine;
import billow.pricing.book.Meter;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Tiers;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;

/// A bill as rows of the FinOps Open Cost and Usage Specification 1.0.
///
/// A row has one unit price, so a line becomes a row for what is free and one for each tier. The rows' `BilledCost`
/// sums
/// to the bill's total. A month that is no calendar month is dated as the month of the price book.
public final class FocusCsv {
    /// The columns written, in order.
    public static final List<String> COLUMNS = List.of(
            "AvailabilityZone",
            "BilledCost",
            "BillingAccountId",
            "BillingAccountName",
            "BillingCurrency",
            "BillingPeriodEnd",
            "BillingPeriodStart",
            "ChargeCategory",
            "ChargeClass",
            "ChargeDescription",
            "ChargeFrequency",
            "ChargePeriodEnd",
            "ChargePeriodStart",
            "CommitmentDiscountCategory",
            "CommitmentDiscountId",
            "CommitmentDiscountName",
            "CommitmentDiscountStatus",
            "CommitmentDiscountType",
            "ConsumedQuantity",
            "ConsumedUnit",
            "ContractedCost",
            "ContractedUnitPrice",
            "EffectiveCost",
            "InvoiceIssuerName",
            "ListCost",
            "ListUnitPrice",
            "PricingCategory",
            "PricingQuantity",
            "PricingUnit",
            "ProviderName",
            "PublisherName",
            "RegionId",
            "RegionName",
            "ResourceId",
            "ResourceName",
            "ResourceType",
            "ServiceCategory",
            "ServiceName",
            "SkuId",
            "SkuPriceId",
            "SubAccountId",
            "SubAccountName",
            "Tags");

    private static final String PROVIDER = "AWS";

    private final PriceBook book;
    private final Bill bill;
    private final String account;

    private FocusCsv(PriceBook book, Bill bill, String account) {
        this.book = book;
        this.bill = bill;
        this.account = account;
    }

    /// @param book    the book the bill was made with, for names of services and regions
    /// @param account id of the account the rows are charged to, for example `design`
    public static void write(Bill bill, PriceBook book, String account, Appendable out) throws IOException {
        new FocusCsv(book, bill, account).write(new Csv(out));
    }

    private void write(Csv csv) throws IOException {
        csv.row(COLUMNS);
        for (var line : bill.lines())
            for (var row : rows(line))
                csv.row(COLUMNS.stream()
                        .map(column -> row.getOrDefault(column, ""))
                        .toList());
    }

    private List<Map<String, String>> rows(BillLine line) {
        var meter = book.meter(line.meter());
        if (meter.isEmpty()) return adjustment(line);
        var rows = new ArrayList<Map<String, String>>();
        if (line.freeQuantity().signum() > 0 || line.tiers().isEmpty()) {
            var quantity = line.tiers().isEmpty() ? line.quantity() : line.freeQuantity();
            rows.add(usage(line, meter.get(), "free", quantity, BigDecimal.ZERO, BigDecimal.ZERO));
        }
        var left = line.amount();
        for (var charge : line.tiers()) {
            boolean last = charge == line.tiers().getLast();
            var billed = last ? left : billed(line, charge);
            left = left.subtract(billed);
            var tier = Numbers.text(charge.tier().from());
            rows.add(usage(
                    line, meter.get(), tier, charge.quantity(), charge.tier().unitPrice(), billed));
        }
        return rows;
    }

    private static BigDecimal billed(BillLine line, Tiers.Charge charge) {
        if (line.listAmount().signum() == 0) return BigDecimal.ZERO;
        return Numbers.rounded(
                charge.amount().multiply(line.amount()).divide(line.listAmount(), MathContext.DECIMAL128));
    }

    private Map<String, String> usage(
            BillLine line, Meter meter, String tier, BigDecimal quantity, BigDecimal price, BigDecimal billed) {
        var row = common(line, quantity.multiply(price), billed);
        row.put("ChargeCategory", "Usage");
        row.put("ChargeFrequency", meter.nature() == Meter.Nature.STANDING ? "Recurring" : "Usage-Based");
        row.put("ConsumedQuantity", Numbers.text(quantity));
        row.put("ConsumedUnit", meter.unit());
        row.put("ContractedUnitPrice", Numbers.text(price));
        row.put("ListUnitPrice", Numbers.text(price));
        row.put("PricingCategory", "Standard");
        row.put("PricingQuantity", Numbers.text(quantity));
        row.put("PricingUnit", meter.unit());
        row.put("ServiceCategory", meter.service().category());
        row.put("ServiceName", meter.service().name());
        row.put("SkuId", line.meter());
        row.put("SkuPriceId", line.meter() + "/" + line.region() + "/" + tier);
        book.region(line.region()).ifPresent(region -> {
            row.put("RegionId", region.id());
            row.put("RegionName", region.name());
        });
        if (line.node() != null) {
            row.put("ResourceId", line.node());
            row.put("ResourceName", line.node());
            row.put("ResourceType", meter.service().brief());
        }
        return row;
    }

    /// A credit, or the purchase of a commitment with what is used of it: the purchase is billed, the use is what it
    /// comes to.
    private List<Map<String, String>> adjustment(BillLine line) {
        boolean credit = line.amount().signum() < 0 || line.meter().equals("discount.credit");
        var row = common(line, line.amount(), line.amount());
        row.put("ChargeCategory", credit ? "Credit" : "Purchase");
        row.put("ChargeFrequency", credit ? "One-Time" : "Recurring");
        row.put("ServiceCategory", "Other");
        row.put("ServiceName", line.name());
        if (credit) return List.of(row);
        commitment(row, line);
        row.put("EffectiveCost", "0");
        var used = common(line, line.amount(), BigDecimal.ZERO);
        commitment(used, line);
        used.put("ChargeCategory", "Usage");
        used.put("ChargeFrequency", "Recurring");
        used.put("CommitmentDiscountStatus", "Used");
        used.put("ConsumedQuantity", Numbers.text(line.quantity()));
        used.put("ConsumedUnit", line.unit());
        used.put("ServiceCategory", "Other");
        used.put("ServiceName", line.name());
        used.put("EffectiveCost", Numbers.text(line.amount()));
        return List.of(row, used);
    }

    private static void commitment(Map<String, String> row, BillLine line) {
        var price = line.quantity().signum() == 0
                ? BigDecimal.ZERO
                : line.amount().divide(line.quantity(), MathContext.DECIMAL128);
        row.put("CommitmentDiscountCategory", "Spend");
        row.put("CommitmentDiscountId", line.meter());
        row.put("CommitmentDiscountName", line.name());
        row.put("CommitmentDiscountType", "Savings Plan");
        row.put("PricingCategory", "Committed");
        row.put("PricingQuantity", Numbers.text(line.quantity()));
        row.put("PricingUnit", line.unit());
        row.put("ListUnitPrice", Numbers.text(price));
        row.put("ContractedUnitPrice", Numbers.text(price));
        row.put("SkuId", line.meter());
        row.put("SkuPriceId", line.meter() + "/commitment");
    }

    private Map<String, String> common(BillLine line, BigDecimal list, BigDecimal billed) {
        var row = new LinkedHashMap<String, String>();
        var month = bill.month().calendar() == null
                ? YearMonth.from(bill.priceDate())
                : bill.month().calendar();
        var start = month.atDay(1) + "T00:00:00Z";
        var end = month.plusMonths(1).atDay(1) + "T00:00:00Z";
        row.put("BillingPeriodStart", start);
        row.put("BillingPeriodEnd", end);
        row.put("ChargePeriodStart", start);
        row.put("ChargePeriodEnd", end);
        row.put("BillingAccountId", account);
        row.put("BillingAccountName", account);
        row.put("SubAccountId", account);
        row.put("SubAccountName", account);
        row.put("BillingCurrency", "USD");
        row.put("BilledCost", Numbers.text(billed));
        row.put("EffectiveCost", Numbers.text(billed));
        row.put("ListCost", Numbers.text(list));
        row.put("ContractedCost", Numbers.text(list));
        row.put("ChargeDescription", line.name() + ": " + line.formula());
        row.put("InvoiceIssuerName", PROVIDER);
        row.put("ProviderName", PROVIDER);
        row.put("PublisherName", PROVIDER);
        row.put("Tags", tags(line));
        return row;
    }

    private static String tags(BillLine line) {
        var tags = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(line.tags()).forEach(tags::put);
        return tags.toString();
    }
}
