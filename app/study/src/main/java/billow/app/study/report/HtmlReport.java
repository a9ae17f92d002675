package billow.app.study.report;

import billow.app.study.Study;
import billow.app.study.bill.BillAnswer;
import billow.pricing.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A result as one page that needs nothing else: opened, printed and sent as it is. The same result gives the same
/// bytes.
public final class HtmlReport {
    private HtmlReport() {}

    public static String of(Study.Result result) {
        return of(result, null);
    }

    /// The bill of a design or a usage, without a run.
    public static String of(String name, BillAnswer answer) {
        var html = new Html();
        begin(html, name);
        html.add(
                "<header><p class=\"eyebrow\">%s</p><h1>%s</h1><p class=\"lead\">A month costs %s.</p></header>",
                answer.bill().region(), name, Money.text(answer.bill().total()));
        new MoneySections(answer.bill(), null, html).bill();
        new BillSections(answer, html).all();
        html.add("</main></body></html>\n");
        return html.toString();
    }

    private static void begin(Html html, String name) {
        html.add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.add("<meta name=\"color-scheme\" content=\"light dark\"><title>%s</title>", name);
        html.add("<style>").add(style()).add("</style></head><body><main>");
    }

    /// @param answer what follows from the bill, or null to leave that out
    public static String of(Study.Result result, @Nullable BillAnswer answer) {
        var html = new Html();
        begin(html, result.run().design().name());
        var head = new HeadSections(result, html);
        head.title();
        head.picture();
        head.cards();
        var latency = new LatencySections(result, html);
        latency.percentiles();
        latency.overTime();
        latency.nodes();
        new MoneySections(result.bill().bill(), result.bill().total(), html).bill();
        if (answer != null) new BillSections(answer, html).all();
        var trust = new TrustSections(result, html);
        trust.goals();
        trust.findings();
        trust.assumptions();
        trust.notModelled();
        trust.run();
        html.add("</main></body></html>\n");
        return html.toString();
    }

    private static String style() {
        try (var in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) throw new IllegalStateException("report.css is missing from the program.");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
