package billow.app.study.report;

import billow.app.study.Figures;
import billow.app.study.Study;
import billow.model.file.ParamText;
import billow.model.param.About.Confidence;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.quota.Limits;
import java.util.Locale;
import java.util.Map;

/// What the numbers rest on: goals, findings, assumptions, what is left out, how it was run.
final class TrustSections {
    private static final Map<String, String> LEFT_OUT = Map.of(
            "traffic.clients",
            "Clients: DNS, TLS handshakes and connection reuse; regions are one round trip away.",
            "external.service",
            "External services: their own queues and retries beyond a limit of concurrent calls.",
            "aws.apigateway.rest",
            "API Gateway (REST): authorisers, usage plans, canary stages, request validation, edge locations.",
            "aws.apigateway.http",
            "API Gateway (HTTP): authorisers and JWT checks, custom domains.",
            "aws.lambda.function",
            "Lambda: SnapStart, VPC set-up on the first call, extensions at shutdown, container image caching, failures of single zones.",
            "aws.stepfunctions.statemachine",
            "Step Functions: activities, redrive, cross-account calls.",
            "aws.dynamodb.table",
            "DynamoDB: reads from replicas, the price of warm throughput set in advance, reserved capacity.",
            "aws.kinesis.stream",
            "Kinesis: consumers outside the design, resharding by hand, server-side encryption calls.",
            "aws.sqs.queue",
            "SQS: FIFO queues, duplicates of standard queues, long poll costs of other consumers.");

    private final Study.Result result;
    private final Html html;

    TrustSections(Study.Result result, Html html) {
        this.result = result;
        this.html = html;
    }

    void goals() {
        if (result.goals().isEmpty()) return;
        html.add("<section><h2>Goals</h2><ul class=\"findings\">");
        for (var verdict : result.goals())
            html.add(
                    "<li class=\"%s\"><b>%s</b> %s <small>measured %s</small></li>",
                    verdict.met() ? "met" : "error",
                    verdict.met() ? "met" : "missed",
                    verdict.goal().text(),
                    Figures.digits(verdict.value()));
        html.add("</ul></section>");
    }

    void findings() {
        html.add("<section><h2>Findings</h2>");
        if (result.findings().isEmpty()) html.add("<p class=\"muted\">Nothing to complain about.</p>");
        else html.add("<ul class=\"findings\">");
        for (var finding : result.findings()) {
            var severity = finding.severity().name().toLowerCase(Locale.ROOT);
            html.add(
                    "<li class=\"%s\"><b>%s</b> <code>%s</code> %s <small>%s</small></li>",
                    severity, severity, finding.path(), finding.message(), finding.code());
        }
        html.add(result.findings().isEmpty() ? "</section>" : "</ul></section>");
    }

    /// Values nobody set whose support is weak: what to replace first by what is known.
    void assumptions() {
        html.add(
                "<section><h2>Assumptions</h2><p class=\"muted\">Values nobody set and no measurement supports. Replace them by what you know of your system; they decide how far the numbers can be trusted.</p><div class=\"scroll\"><table><thead><tr><th>Node</th><th class=\"left\">Value</th><th class=\"left\">Assumed</th><th class=\"left\">What it is</th></tr></thead><tbody>");
        for (var node : result.run().design().nodes().values())
            for (var param : node.kind().params()) assumption(node.label(), param, node.params());
        html.add("</tbody></table></div></section>");
    }

    private <T> void assumption(String node, Param<T> param, Params params) {
        T value = param.fallback();
        if (params.isSet(param) || value == null || param.about().confidence() != Confidence.LOW) return;
        html.add(
                "<tr><th scope=\"row\">%s</th><td class=\"left\"><code>%s</code></td><td class=\"left assumed\">%s</td><td class=\"left muted\">%s</td></tr>",
                node, param.name(), ParamText.text(param, value), param.about().help());
    }

    void notModelled() {
        html.add("<section><h2>Not modelled</h2><ul class=\"plain\">");
        result.run().design().nodes().values().stream()
                .map(n -> LEFT_OUT.getOrDefault(n.kind().id(), ""))
                .filter(text -> !text.isEmpty())
                .distinct()
                .forEach(text -> html.add("<li>%s</li>", text));
        html.add("<li>Limits of the provider are enforced exactly, although AWS calls some of them targets.</li>");
        html.add("<li>Taxes, support plans and negotiated discounts are not on the bill.</li></ul></section>");
    }

    void run() {
        var run = result.run();
        html.add("<footer><dl>");
        entry("Seed", Long.toString(run.settings().seed()));
        entry("Replications", Integer.toString(run.replications().size()) + (run.complete() ? "" : " (stopped early)"));
        entry("Measured", Figures.seconds(run.simulatedSeconds()) + " each");
        entry("Warm-up", run.warmupSeconds() == 0 ? "none" : Figures.seconds(run.warmupSeconds()));
        entry("Prices of", result.bill().bill().priceDate().toString());
        entry("Limits of", Limits.date());
        html.add(
                "</dl><p>Intervals are 95 % confidence intervals from independent replications. The same design, seed and version give the same page. Made with Billow.</p></footer>");
    }

    private void entry(String name, String value) {
        html.add("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
    }
}
