package billow.app.cli;

import static billow.app.cli.Call.billow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BillCommandTest {
    @TempDir
    private Path folder = Path.of("");

    /// 20 requests a second to an HTTP API and a function: 52.56 million a month.
    private String design(String more) throws IOException {
        var file = folder.resolve("shop.billow");
        Files.writeString(file, """
                {"billow": 1, "name": "Shop", "region": "us-east-1",
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"rate": "20 /s"}},
                           {"id": "api", "kind": "aws.apigateway.http"},
                           {"id": "f", "kind": "aws.lambda.function", "tags": {"team": "shop"}, "set": {"memorySize": "512 MB"}}],
                 "links": [{"from": "c", "to": "api"}, {"from": "api", "to": "f", "set": {"route": "GET /"}}]%s}
                """.formatted(more));
        return file.toString();
    }

    private String usage(String lines) throws IOException {
        var file = folder.resolve("u.json");
        Files.writeString(file, """
                {"billow-usage": 1, "region": "us-east-1", "freeTier": false, "month": "730h", "usage": [%s]}
                """.formatted(lines));
        return file.toString();
    }

    private static JsonNode json(String... arguments) {
        var call = billow(arguments);
        assertThat(call.err()).isEmpty();
        return JsonMapper.shared().readTree(call.out());
    }

    @Test
    void aBillOfADesignSaysWhatFollowsFromIt() throws Exception {
        var text = billow(
                        "bill",
                        design(""),
                        "--by",
                        "tag:team",
                        "--by",
                        "route",
                        "--growth",
                        "5%",
                        "--budget",
                        "10",
                        "--per",
                        "f")
                .out();

        assertThat(text)
                .contains("Total", "Assumptions leave the total between", "nodes[f].duration")
                .contains("By tag:team", "GET /", "requests a month at", "The next million requests cost")
                .contains("Twelve months of growth", "month 12", "Budget of $10.00: crossed on day");
    }

    @Test
    void theSameStandsInTheJson() throws Exception {
        var bill = json(
                "bill",
                design(""),
                "--json",
                "--by",
                "service",
                "--growth",
                "10",
                "--budget",
                "10",
                "--budget",
                "1000000000");

        double total = bill.at("/total/value").asDouble(0);
        assertThat(bill.at("/total/low").asDouble(0)).isLessThan(total);
        assertThat(bill.at("/total/high").asDouble(0)).isGreaterThan(total);
        assertThat(bill.at("/by/service/lambda").asDouble(0)).isPositive();
        assertThat(bill.at("/growth").size()).isEqualTo(12);
        assertThat(bill.at("/growth/0").asDouble(0)).isCloseTo(total, within(1e-6));
        assertThat(bill.at("/budgets/0/crossedOnDay").asInt(0)).isPositive();
        assertThat(bill.at("/budgets/1/crossedOnDay").isNull()).isTrue();
        assertThat(bill.at("/requests").asDouble(0)).isCloseTo(20 * 730 * 3600, within(1.0));
        assertThat(bill.at("/routes/0/name").asString()).isEqualTo("GET /");
    }

    @Test
    void aSimulatedBillTellsSamplingErrorAndAssumptionsApart() throws Exception {
        var result = json("simulate", design(""), "--for", "10 min", "--warmup", "1 min", "--json", "-");

        var bill = result.get("bill");
        double sampled =
                bill.at("/total/high").asDouble(0) - bill.at("/total/low").asDouble(0);
        double assumed =
                bill.at("/assumed/high").asDouble(0) - bill.at("/assumed/low").asDouble(0);
        assertThat(sampled).isPositive().isLessThan(0.2 * assumed);
        assertThat(bill.get("costOfFailures").asDouble(-1)).isZero();
    }

    @Test
    void discountsOfTheDesignAndOfTheOptionsApply() throws Exception {
        var plain = design("");
        double full = json("bill", plain, "--json", "--ranges", "off", "--free-tier", "off")
                .at("/total/value")
                .asDouble(0);
        double half = json("bill", plain, "--json", "--ranges", "off", "--free-tier", "off", "--discount", "*=50%")
                .at("/total/value")
                .asDouble(0);
        double credited = json("bill", plain, "--json", "--ranges", "off", "--free-tier", "off", "--credit", "10")
                .at("/total/value")
                .asDouble(0);
        double own = json(
                        "bill",
                        design(", \"discounts\": [{\"service\": \"*\", \"percent\": 50}]"),
                        "--json",
                        "--ranges",
                        "off",
                        "--free-tier",
                        "off")
                .at("/total/value")
                .asDouble(0);

        assertThat(half).isCloseTo(full / 2, within(1e-6));
        assertThat(credited).isCloseTo(full - 10, within(1e-6));
        assertThat(own).isCloseTo(half, within(1e-9));
    }

    @Test
    void aMonthCanBeACalendarMonth() throws Exception {
        var bill = json("bill", design(""), "--json", "--ranges", "off", "--month", "2026-02");

        assertThat(bill.get("month").asString()).isEqualTo("2026-02");
        assertThat(bill.get("requests").asDouble(0)).isCloseTo(20 * 672 * 3600, within(1.0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --free-tier=maybe   | --free-tier — Expected on, off, old or new, received maybe.
            --month=2026-13     | --month — Expected hours such as 730h (1 to 744) or a month such as 2026-02, received 2026-13.
            --growth=-100%      | --growth — Expected more than -100 and at most 1000 percent such as 5%, received -100%.
            --budget=much       | --budget — Expected an amount such as 50 or "50 USD", received much.
            --by=nodes          | --by — Expected node, service, tag:KEY, frame, route, received nodes.
            --per=g             | --per — Expected a node of the design, received g.
            --discount=lamda=5  | --discount — Expected a service such as lambda, or *, received lamda.
            --discount=lambda=x | --discount — Expected a service and 0 to 100 percent such as lambda=10%, received lambda=x.
            --savings-plan=1    | --savings-plan — Expected dollars per hour and a percentage below 100 such as 0.10=17%, received 1.
            --credit=-5         | --credit — Expected an amount such as 50 or "50 USD", received -5.
            --ranges=yes        | --ranges — Expected on or off, received yes.
            """)
    void oneMessageForAWrongOption(String option, String message) throws Exception {
        var call = billow("bill", design(""), option);

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()).startsWith(message);
    }

    @Test
    void writesTablesAndPages() throws Exception {
        var csv = folder.resolve("b.csv");
        var page = folder.resolve("b.html");

        assertThat(billow("bill", design(""), "--csv", csv.toString(), "--report", page.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.readString(csv)).startsWith("node,service,meter");
        assertThat(Files.readString(page))
                .contains("<title>Shop</title>", "What assumptions leave open", "Cost per request")
                .doesNotContain("%s");
    }

    @Test
    void exportsDesignsResultsAndUsage() throws Exception {
        var design = design("");
        var result = folder.resolve("r.json").toString();
        billow(
                "simulate",
                design,
                "--for",
                "5 min",
                "--warmup",
                "0",
                "--replications",
                "2",
                "--json",
                result,
                "--quiet");
        var usage = usage("{\"meter\": \"lambda.requests\", \"quantity\": 5000000, \"node\": \"f\"}");

        for (var file : new String[] {design, result, usage}) {
            assertThat(billow("export", file, "--to", "focus").out()).startsWith("AvailabilityZone,BilledCost");
            assertThat(billow("export", file, "--to", "csv").out()).startsWith("node,service,meter");
            assertThat(json("export", file, "--to", "json").at("/total/value").asDouble(0))
                    .isPositive();
            assertThat(billow("export", file, "--to", "infracost-usage").out())
                    .contains("aws_lambda_function.f:", "monthly_requests");
        }
        double simulated = JsonMapper.shared()
                .readTree(Files.readString(Path.of(result)))
                .at("/bill/total/value")
                .asDouble(0);
        assertThat(json("export", result, "--to", "json").at("/total/value").asDouble(0))
                .isCloseTo(simulated, within(1e-3));
    }

    @Test
    void refusesTargetsThereAreNot() throws Exception {
        var call = billow(
                "export",
                design(""),
                "--to",
                "terraform",
                "-o",
                folder.resolve("x.tf").toString());

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err())
                .isEqualTo("--to — Expected one of focus, infracost-usage, csv, json, received terraform.\n");
        assertThat(folder.resolve("x.tf")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"meter": "lambda.request", "quantity": 1}                           | usage[0].meter
            {"meter": "lambda.requests", "quantity": -1}                         | usage[0].quantity
            {"meter": "lambda.requests", "quantity": 1, "region": "us-east-9"}   | usage[0].region
            {"meter": "lambda.requests"}                                         | usage[0]
            """)
    void oneMessageForAWrongUsageLine(String line, String place) throws Exception {
        var call = billow("bill", usage(line));

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err()).contains(place);
        assertThat(call.err().lines().filter(l -> l.contains("Expected"))).hasSize(1);
    }

    @Test
    void simulatesByPricesOfOnesOwn() throws Exception {
        var prices = folder.resolve("prices.json");
        Files.writeString(prices, "{}");

        assertThat(billow("simulate", design(""), "--prices", prices.toString()).exitCode())
                .isEqualTo(2);
        assertThat(billow("simulate", design(""), "--prices", "nowhere.json").exitCode())
                .isEqualTo(3);
    }
}
