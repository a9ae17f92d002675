package billow.app.study.bill;

import billow.app.study.MonthlyBill;
import billow.model.check.Finding;
import billow.model.design.Design;
import billow.model.usage.Usage;
import billow.pricing.BillingSettings;
import billow.simulator.estimate.Expectation;
import billow.simulator.estimate.Expectation.Stretch;
import billow.simulator.run.TraceSource;
import java.util.List;

/// The month a design is expected to have, priced.
///
/// @param design   without errors
/// @param traces   where recorded traffic comes from
/// @param question prices and settings; the region is that of the design unless the settings name one
record ExpectedMonth(Design design, TraceSource traces, BillQuestion question) {
    ExpectedMonth(Design design, TraceSource traces, BillQuestion question) {
        this.design = design;
        this.traces = traces;
        var settings = question.settings();
        this.question = settings.region() == null ? question.with(settings.in(design.region())) : question;
    }

    BillingSettings settings() {
        return question.settings();
    }

    private Stretch month() {
        return Stretch.month(settings().month().hours());
    }

    Usage usage() {
        return usage(design);
    }

    double requests() {
        return Expectation.of(design, traces).requests(month());
    }

    /// US dollars for a variant of the design.
    double total(Design variant) {
        return question.billing().price(usage(variant), settings()).total().doubleValue();
    }

    private Usage usage(Design variant) {
        return MonthlyBill.priced(
                Expectation.of(variant, traces).usage(month()),
                question.billing(),
                java.util.Objects.requireNonNullElse(settings().region(), design.region()));
    }

    /// Meters of the design that are used and have no price.
    List<Finding> unpriced() {
        var region = java.util.Objects.requireNonNullElse(settings().region(), design.region());
        return Expectation.of(design, traces).usage(month()).lines().stream()
                .filter(l -> question.billing().book().quote(l.meter(), region).isEmpty())
                .map(l -> Finding.warning(
                        "bill.unpriced",
                        "nodes[" + l.node() + "]",
                        "The price book has no price for %s; the bill leaves it out.".formatted(l.meter())))
                .toList();
    }
}
