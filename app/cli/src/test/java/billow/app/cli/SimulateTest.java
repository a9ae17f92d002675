package billow.app.cli;

import static billow.app.cli.Call.billow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.diagrams.gallery.Gallery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulateTest {
    private static final List<String> OUTCOMES =
            List.of("offered", "succeeded", "throttled", "failed", "timedOut", "deadLettered", "dropped", "inFlight");

    @TempDir
    private Path folder = Path.of("");

    private String design = "";

    @BeforeEach
    void writeSample() throws Exception {
        var file = folder.resolve("c.billow");
        Files.writeString(file, Gallery.sample("crud-web-backend").orElseThrow().text());
        design = file.toString();
    }

    @Test
    void printsHeadlinesNodesAndBill() {
        var call = billow("simulate", design, "--for", "2min", "--warmup", "30", "--replications", "2");

        assertThat(call.exitCode()).isZero();
        assertThat(call.err()).isEmpty();
        assertThat(call.out())
                .contains("CRUD web backend · eu-west-1", "2 min simulated × 2, after 30 s of warm-up · seed 1")
                .contains(
                        "Requests",
                        "Cold starts",
                        "Latency",
                        "GET /items/{id}",
                        "write-item",
                        "Bill per month of 730 h in eu-west-1");
    }

    @Test
    void writesTheResultTheContractPromises() {
        var json = result("--for", "2min", "--replications", "2", "--goal", "p99 < 10 s");

        assertThat(json.propertyNames())
                .containsExactly(
                        "billow-result",
                        "design",
                        "seed",
                        "replications",
                        "simulatedSeconds",
                        "warmupSeconds",
                        "requests",
                        "latencyMs",
                        "routes",
                        "causes",
                        "nodes",
                        "bill",
                        "retryAmplification",
                        "goals",
                        "findings",
                        "usage");
        assertThat(json.at("/retryAmplification/bound").asDouble())
                .isGreaterThanOrEqualTo(json.at("/retryAmplification/measured").asDouble());
        assertThat(json.at("/retryAmplification/measured").asDouble()).isGreaterThanOrEqualTo(1);
        assertThat(json.get("requests").propertyNames()).containsExactlyElementsOf(OUTCOMES);
        assertThat(json.get("latencyMs").propertyNames())
                .containsExactly("mean", "p50", "p90", "p95", "p99", "p999", "max");
        assertThat(json.at("/latencyMs/p99").propertyNames()).containsExactly("value", "low", "high");
        assertThat(json.at("/routes").propertyNames())
                .containsExactly("GET /items/{id}", "GET /items", "PUT /items/{id}");
        assertThat(json.at("/causes/p99").propertyNames())
                .containsExactly("coldStart", "throttleAndRetry", "queueing", "work", "network");
        assertThat(json.at("/nodes/read-item").propertyNames())
                .containsExactly("kind", "requests", "latencyMs", "metrics");
        assertThat(json.at("/nodes/read-item/metrics").propertyNames())
                .contains("coldStarts", "coldStartRate", "throttles", "environments", "concurrency");
        assertThat(json.at("/nodes/read-item/metrics/environments").propertyNames())
                .containsExactly("mean", "max");
        assertThat(List.copyOf(json.at("/bill").propertyNames()))
                .startsWith("region", "currency", "priceDate", "month", "total", "lines")
                .contains("freeTier", "costOfFailures", "assumed", "by", "routes", "growth", "budgets");
        assertThat(json.at("/bill/lines/0").propertyNames())
                .containsExactly("node", "meter", "quantity", "unit", "amount", "formula", "source", "tags");
        assertThat(json.at("/goals/0").propertyNames()).containsExactly("goal", "met", "value");
        assertThat(json.at("/usage/0").propertyNames()).containsExactly("meter", "node", "quantity");
    }

    @Test
    void accountsForEveryRequest() {
        var json = result(
                "--for",
                "5min",
                "--replications",
                "2",
                "--warmup",
                "0",
                "--set",
                "account.concurrentExecutions=2",
                "--set",
                "shoppers.retries=standard",
                "--set",
                "shoppers.rate=150 /s");

        assertThat(json.at("/requests/throttled").longValue()
                        + json.at("/requests/failed").longValue())
                .isPositive();
        balances(json.get("requests"));
        json.get("nodes").forEachEntry((id, node) -> balances(node.get("requests")));
        json.get("causes")
                .forEachEntry((percentile, shares) -> assertThat(shares.valueStream()
                                .mapToDouble(JsonNode::doubleValue)
                                .sum())
                        .as(percentile)
                        .isCloseTo(1, within(1e-4)));
        assertThat(json.at("/bill/lines")
                        .valueStream()
                        .mapToDouble(l -> l.get("amount").doubleValue())
                        .sum())
                .isCloseTo(json.at("/bill/total/value").doubleValue(), within(0.01));
    }

    private static void balances(JsonNode requests) {
        long ended = OUTCOMES.stream()
                .skip(1)
                .mapToLong(o -> requests.get(o).longValue())
                .sum();
        assertThat(requests.get("offered").longValue()).isEqualTo(ended);
    }

    @Test
    void givesTheSameBytesForTheSameSeedOnAnyNumberOfThreads() {
        var first = json("--for", "1min", "--replications", "3", "--seed", "7", "--threads", "1");
        var again = json("--for", "1min", "--replications", "3", "--seed", "7", "--threads", "2");
        var other = json("--for", "1min", "--replications", "3", "--seed", "8");

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void writesFilesBesideTheSummary() throws Exception {
        var report = folder.resolve("r.html");
        var call = billow(
                "simulate",
                design,
                "--for",
                "1min",
                "--replications",
                "2",
                "-q",
                "--json",
                folder.resolve("r.json").toString(),
                "--csv",
                folder.resolve("tables").toString(),
                "--report",
                report.toString());

        assertThat(call).isEqualTo(new Call(0, "", ""));
        assertThat(JsonMapper.shared()
                        .readTree(folder.resolve("r.json"))
                        .get("seed")
                        .intValue())
                .isEqualTo(1);
        try (var tables = Files.list(folder.resolve("tables"))) {
            assertThat(tables.map(t -> t.getFileName().toString()))
                    .containsExactlyInAnyOrder("requests.csv", "nodes.csv", "metrics.csv", "time.csv", "bill.csv");
        }
        assertThat(Files.readString(report))
                .contains(
                        "<svg class=\"design\"",
                        "Where the time goes",
                        "Assumptions",
                        "Not modelled",
                        "prefers-color-scheme:dark")
                .doesNotContain("<script", "<link", "src=");
    }

    @Test
    void writesSingleRequestsHopByHop() throws Exception {
        var file = folder.resolve("t.json");
        var call =
                billow("simulate", design, "--for", "5min", "--replications", "2", "-q", "--traces", file.toString());

        assertThat(call).isEqualTo(new Call(0, "", ""));
        var requests = JsonMapper.shared().readTree(file).get("traces");
        assertThat(requests.size()).isBetween(150, 200);
        for (var request : requests) {
            assertThat(request.get("node").asString()).isEqualTo("shoppers");
            assertThat(request.get("spans").get(0).get("node").asString()).isEqualTo("api");
            assertThat(request.get("spans").get(0).get("parent").intValue())
                    .isEqualTo(request.get("id").intValue());
            double spent = 0;
            for (var part : request.get("spentMs")) spent += part.doubleValue();
            assertThat(spent).isCloseTo(request.get("durationMs").doubleValue(), within(1e-6));
        }
    }

    @Test
    void showsNothingOfAHostileDesignInItsReport() throws Exception {
        var file = folder.resolve("x.billow");
        Files.writeString(
                file, Files.readString(Path.of(design)).replace("CRUD web backend", "<script>alert(1)</script>"));
        var report = folder.resolve("x.html");

        billow("simulate", file.toString(), "--for", "1 s", "--replications", "1", "-q", "--report", report.toString());

        assertThat(Files.readString(report)).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @Test
    void judgesGoals() {
        var met = billow(
                "simulate",
                design,
                "--for",
                "1min",
                "--replications",
                "2",
                "--goal",
                "p99(GET /items) < 2 s",
                "--goal",
                "throttled / offered <= 1 %",
                "--goal",
                "bill < 1000000 USD",
                "--goal",
                "count(kind=aws.lambda.function) == 3");
        var missed = billow("simulate", design, "--for", "1min", "--replications", "2", "--goal", "p50 < 1 ms");

        assertThat(met.exitCode()).isZero();
        assertThat(missed.exitCode()).isEqualTo(1);
        assertThat(missed.out()).contains("missed  p50 < 1 ms");
    }

    @Test
    void runsAScenario() {
        var call = billow("simulate", design, "--scenario", "dawn", "--for", "1min", "--replications", "2");

        assertThat(call.out()).startsWith("CRUD web backend · Dawn · eu-west-1");
    }

    @Test
    void stopsWhenAskedTo() {
        var call = billow(new AtomicBoolean(true), "simulate", design);

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.err())
                .isEqualTo("Stopped before the first replication was finished; there is nothing to show.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--scenario Rush | --scenario — Expected one of the scenarios Everyday, Dawn, 429 storm, Out of write units, On demand, received Rush.",
                "--set read.memorySize=1GB | --set Expected the id of a node or link, received read.\\nMaybe read-item.",
                "--set read-item.memorySize=20GB | --set read-item.memorySize — Expected 128 to 10240 MB, received 20480.",
                "--for soon | --for — Expected a time such as 1h or \"30 min\", received soon.",
                "--warmup -1 | --warmup — Expected a time such as 1h or \"30 min\", received -1.",
                "--scale 0 | --scale — Expected a number above 0 such as 1000, received 0.",
                "--goal p99 | --goal — Expected a goal such as \"p99 < 300 ms\", received \"p99\".",
                "--goal p98<1 | p98<1 — Expected one of mean, p50, p90, p95, p99, p999, max, offered, succeeded, throttled, failed, timedOut, deadLettered, dropped, inFlight, bill, received p98.\\nMaybe p90.",
                "--region eu-wst-1 | --region — Expected an AWS region, received eu-wst-1.\\nMaybe eu-west-1.",
                "--free-tier maybe | --free-tier — Expected on, off, old or new, received maybe.",
                "--replications -3 | Expected 0 to 100000 replications, received -3.",
                "--threads 0 | Expected 1 to 1024 threads, received 0.",
                "--report x.pdf | --report — Expected a file name that ends in .html, received x.pdf.",
                "--set shoppers.arrivals=trace | nodes[shoppers].trace — Expected the name of a CSV file, because arrivals come from a trace.",
                "--seed x | billow simulate — Invalid value for option '--seed': 'x' is not a long\\nMaybe run billow simulate --help.",
                "--sed 3 | billow simulate — Expected a known command or option, received --sed.\\nMaybe --seed.",
            })
    void refusesAWrongCallInOneMessage(String option, String message) {
        var words = new ArrayList<>(List.of("simulate", design, "--for", "1 s", "--replications", "1"));
        int space = option.indexOf(' ');
        words.add(option.substring(0, space));
        words.add(option.substring(space + 1));

        var call = billow(words.toArray(String[]::new));

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()).contains(message.replace("\\n", "\n")).doesNotContain("\tat ");
    }

    @Test
    void namesTheLineOfABadTrace() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "time,count\n2026-01-01 00:00:00,3\n2026-01-01 00:05:00,many\n");

        var call = billow("simulate", design, "--set", "shoppers.arrivals=trace", "--set", "shoppers.trace=t.csv");

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err())
                .isEqualTo(folder.resolve("t.csv") + ":3 — Expected a count of at least 0, received many.\n");
    }

    @Test
    void replaysATraceForAsLongAsItLasts() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "0,600\n60,1200\n120,0\n180,600\n");

        var json = result("--set", "shoppers.arrivals=trace", "--set", "shoppers.trace=t.csv", "--replications", "2");

        assertThat(json.get("simulatedSeconds").intValue()).isEqualTo(240);
        assertThat(json.at("/requests/offered").intValue()).isCloseTo(4800, within(300));
    }

    @Test
    void replaysRealTrafficScaledAgainstAQuota() {
        var trace = shared().resolve("samples/traces/nab_elb_request_count_5min.csv");
        var quiet = result(
                "--set",
                "shoppers.arrivals=trace",
                "--set",
                "shoppers.trace=" + trace,
                "--for",
                "12h",
                "--replications",
                "2");
        var loud = result(
                "--set",
                "shoppers.arrivals=trace",
                "--set",
                "shoppers.trace=" + trace,
                "--scale",
                "1000",
                "--set",
                "account.apiRateLimit=150",
                "--set",
                "account.apiBurstLimit=150",
                "--for",
                "30min",
                "--replications",
                "2");

        assertThat(coldStarts(quiet) / quiet.at("/requests/offered").doubleValue())
                .isGreaterThan(0.002);
        assertThat(loud.at("/requests/throttled").longValue()).isPositive();
        assertThat(coldStarts(loud)).isPositive();
        assertThat(loud.at("/bill/total/high").doubleValue())
                .isGreaterThan(loud.at("/bill/total/low").doubleValue());
    }

    private static double coldStarts(JsonNode result) {
        return result.get("nodes")
                .valueStream()
                .mapToDouble(n -> n.at("/metrics/coldStarts").asDouble(0))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulate", "check"})
    void refusesADesignCutOffAnywhere(String command) throws Exception {
        var whole = Files.readAllBytes(Path.of(design));
        var cut = folder.resolve("cut.billow");
        for (int end = 0; end < whole.length - 2; end += command.equals("check") ? 7 : 101) {
            Files.write(cut, java.util.Arrays.copyOf(whole, end));

            var call = billow(command, cut.toString());

            assertThat(call.exitCode()).as("cut at %d", end).isEqualTo(2);
            assertThat(call.out()).isEmpty();
            assertThat(call.err().lines()).as("cut at %d", end).hasSize(1);
            assertThat(call.err()).startsWith(cut.toString()).contains(" · Expected");
        }
    }

    private String json(String... options) {
        var words = new ArrayList<>(List.of("simulate", design, "--json", "-"));
        words.addAll(List.of(options));
        var call = billow(words.toArray(String[]::new));
        assertThat(call.err()).isEmpty();
        return call.out();
    }

    private JsonNode result(String... options) {
        return JsonMapper.shared().readTree(json(options));
    }

    private static Path shared() {
        var root = System.getenv("BILLOW_ROOT");
        var named = System.getenv("BILLOW_SHARED");
        var path = named != null
                ? Path.of(named)
                : Path.of(root == null ? "." : root).resolve("../shared");
        Assumptions.assumeTrue(named != null || Files.isDirectory(path), "BILLOW_SHARED is absent");
        return path;
    }

    @Test
    void tellsWhatClientsNoticedOfAFault() {
        var json = result(
                "--for", "2min", "--warmup", "0", "--replications", "2", "--fault", "kill write-item at 40s for 40s");
        var fault = json.get("faults").get(0);
        assertThat(fault.get("fault").asString()).isEqualTo("kill write-item at 40s for 40s");
        assertThat(fault.get("fromSeconds").asDouble()).isEqualTo(40);
        assertThat(fault.get("toSeconds").asDouble()).isEqualTo(80);
        assertThat(fault.get("during").get("succeeded").asDouble())
                .isLessThan(fault.get("before").get("succeeded").asDouble() - 0.05);
        assertThat(fault.get("after").get("succeeded").asDouble())
                .isGreaterThan(fault.get("during").get("succeeded").asDouble() + 0.05);
        assertThat(billow(
                                "simulate",
                                design,
                                "--for",
                                "1min",
                                "--replications",
                                "2",
                                "--fault",
                                "kill write-item at 40s")
                        .out())
                .contains("Faults", "before", "during", "after", "kill write-item at 40s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    kill write-item | --fault — Expected a fault such as "kill orders at 10m for 2m", received "kill write-item".
                    kill nobody at 1m | --fault — kill nobody at 1m — Expected the id of a node or link, received "nobody".
                    cut write-item at 1m | --fault — cut write-item at 1m — Expected the id of a link, such as api->orders.""")
    void refusesFaultsThatCannotHappen(String fault, String message) {
        var call = billow("simulate", design, "--fault", fault);
        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err()).contains(message);
    }

    @Test
    void runsAndChecksTheFaultsOfAScenario() throws Exception {
        var file = folder.resolve("f.billow");
        Files.writeString(file, """
                { "billow": 1, "name": "F", "nodes": [
                  { "id": "clients", "kind": "traffic.clients", "set": { "arrivals": "constant" } },
                  { "id": "outside", "kind": "external.service" } ],
                  "links": [ { "from": "clients", "to": "outside" } ],
                  "scenarios": [ { "name": "outage", "faults": [ "kill outside at 10s for 10s" ] },
                                 { "name": "wrong", "faults": [ "kill nobody at 10s" ] } ] }
                """);
        var outage = billow(
                "simulate", file.toString(), "--scenario", "outage", "--for", "30s", "--warmup", "0", "--json", "-");
        var json = JsonMapper.shared().readTree(outage.out());
        assertThat(json.get("requests").get("failed").asInt() % 100).isZero();
        assertThat(json.get("requests").get("failed").asInt()).isPositive();
        assertThat(billow("simulate", file.toString(), "--scenario", "wrong").err())
                .contains("scenarios[wrong].faults — kill nobody");
        var check = billow("check", file.toString());
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).contains("scenarios[wrong].faults[0]").doesNotContain("scenarios[outage]");
    }
}
