package billow.app.study.report;

import billow.app.study.Study;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A result as one page that needs nothing else: opened, printed and sent as it is. The same result gives the same
/// bytes.
public final class HtmlReport {
    private HtmlReport() {}

    public static String of(Study.Result result) {
        var html = new Html();
        html.add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.add(
                "<meta name=\"color-scheme\" content=\"light dark\"><title>%s</title>",
                result.run().design().name());
        html.add("<style>").add(style()).add("</style></head><body><main>");
        var head = new HeadSections(result, html);
        head.title();
        head.picture();
        head.cards();
        var latency = new LatencySections(result, html);
        latency.percentiles();
        latency.overTime();
        latency.nodes();
        var money = new MoneySections(result, html);
        money.bill();
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
