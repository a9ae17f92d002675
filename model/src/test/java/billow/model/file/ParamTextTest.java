package billow.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.param.About;
import billow.model.param.Param;
import billow.model.service.Clients;
import billow.model.service.FunctionBehaviour;
import billow.model.service.FunctionCapacity;
import billow.model.service.RestApi;
import billow.model.service.StateMachineKind;
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Positive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ParamTextTest {
    private static final About ABOUT = new About("x", About.Section.LOAD, "An x.", "A test.", About.Confidence.LOW);
    private static final Param.Law TIME = new Param.Law(ABOUT, Unit.MILLISECOND, null);

    @ParameterizedTest
    @CsvSource({
        "512, 512",
        "512 MB, 512",
        "0.5 GB, 512",
        "1 024 MB, 1024",
        "64, 64",
    })
    void readsAWholeNumberInItsUnit(String text, long expected) {
        assertThat(value(FunctionCapacity.MEMORY, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memory   | fast              | Expected a size such as \"512 MB\", received \"fast\".",
                "memory   | 1.5               | Expected a whole number of MB, received 1.5.",
                "memory   | 12 s              | Expected a size such as \"512 MB\", received \"12 s\".",
                "memory   | 64                | Expected 128 to 10240 MB, received 64.",
                "duration | soon              | Expected a time such as \"300 ms\" or a distribution such as {\"exponential\": {\"mean\": …}}, received \"soon\".",
                "duration | lognormal(p50=1 s)| Expected p50 and p99, or mean and cv, or mu and sigma of lognormal, received p50.",
                "duration | poisson(2 s)      | Expected one of constant, empirical, exponential, gamma, lognormal, mixture, normal, uniform, weibull, received poisson.",
                "duration | lognormall(2 s)   | Expected one of constant, empirical, exponential, gamma, lognormal, mixture, normal, uniform, weibull, received lognormall.\\nMaybe lognormal.",
                "duration | gamma(mean=1 s, cv=much) | cv of gamma: Expected a number, received \"much\".",
                "mock     | perhaps           | Expected true or false, received \"perhaps\".",
                "arrivals | often             | Expected one of poisson, constant, trace, users, received often.",
                "workflow | Pass              | Expected a JSON object (Amazon States Language), received \"Pass\".",
                "timeout  | none              | Expected a value, received none.",
            })
    void saysWhatItExpected(String which, String text, String complaint) {
        Param<?> param = switch (which) {
            case "memory" -> FunctionCapacity.MEMORY;
            case "duration" -> FunctionBehaviour.DURATION;
            case "mock" -> RestApi.MOCK;
            case "arrivals" -> Clients.ARRIVALS;
            case "workflow" -> StateMachineKind.DEFINITION;
            case "timeout" -> FunctionCapacity.TIMEOUT;
            default -> throw new IllegalArgumentException(which);
        };
        assertThat(complaint(param, text)).isEqualTo(complaint.replace("\\n", "\n"));
    }

    @Test
    void refusesALawThatContradictsItself() {
        assertThat(complaint(TIME, "lognormal(p50=240 ms, p99=80 ms)"))
                .startsWith("p50 and p99: Expected 0 < p50 ≤ p99, received");
        assertThat(complaint(TIME, "exponential(0 ms)")).startsWith("mean: Expected a mean above 0, received");
        assertThat(complaint(TIME, "-3 ms")).contains("Expected a time");
    }

    @Test
    void noneIsAbsentWhereAValueMayBeAbsentAndZeroWhereZeroIsAllowed() {
        assertThat(ParamText.read(FunctionCapacity.RESERVED, "none")).isEqualTo(new ParamText.Value<>(null));
        assertThat(ParamText.read(FunctionBehaviour.MAX_LIFE, "none")).isEqualTo(new ParamText.Value<>(0L));
    }

    @Test
    void keepsTheFormOfALaw() {
        assertThat(rewritten("lognormal(p50=80 ms, p99=240 ms)")).isEqualTo("lognormal(p50=80 ms, p99=240 ms)");
        assertThat(rewritten("lognormal(mean=80 ms, cv=0.7)")).isEqualTo("lognormal(mean=80 ms, cv=0.7)");
        assertThat(rewritten("exponential(1.991 s)")).isEqualTo("exponential(mean=1991 ms)");
        assertThat(rewritten("250")).isEqualTo("250 ms");
        assertThat(rewritten("{\"mixture\": {\"parts\": [{\"weight\": 0.9, \"law\": \"1 ms\"}]}}"))
                .isEqualTo("{\"mixture\":{\"parts\":[{\"weight\":0.9,\"law\":\"1 ms\"}]}}");
    }

    @Property
    void everyRealSurvivesToTheLastBit(
            @ForAll @DoubleRange(min = -1e280, max = 1e280) double value, @ForAll Unit unit) {
        var param = new Param.Real(ABOUT, unit, -Double.MAX_VALUE, Double.MAX_VALUE, null);
        double canonical = unit.toCanonical(value);
        assertThat(value(param, ParamText.text(param, canonical))).isEqualTo(canonical);
        assertThat(ParamText.read(param, ParamText.write(param, canonical)))
                .isEqualTo(new ParamText.Value<>(canonical));
    }

    @Property
    void everySpanSurvives(@ForAll @LongRange(min = 0, max = 1L << 52) long nanos) {
        var param = new Param.Span(ABOUT, Unit.SECOND, 0, Long.MAX_VALUE, null);
        assertThat(value(param, ParamText.text(param, nanos))).isEqualTo(nanos);
    }

    @Property
    void everyLawSurvives(
            @ForAll @DoubleRange(min = 0, max = 50) double mu,
            @ForAll @DoubleRange(min = 0, max = 4) double sigma,
            @ForAll @Positive double scale) {
        for (var law : List.<Distribution>of(
                new Distribution.LogNormal(mu, sigma),
                new Distribution.Constant(scale),
                new Distribution.Uniform(scale / 2, scale),
                new Distribution.Exponential(scale),
                new Distribution.Normal(mu, scale),
                new Distribution.Gamma(scale, 1 + sigma),
                new Distribution.Weibull(scale, 1 + sigma),
                new Distribution.Empirical(List.of(mu, mu + sigma, mu + sigma + 1)),
                new Distribution.Mixture(List.of(
                        new Distribution.Mixture.Part(1 + mu, new Distribution.LogNormal(mu, sigma)),
                        new Distribution.Mixture.Part(0.1, new Distribution.Constant(mu))))))
            for (var unit : List.of(Unit.MILLISECOND, Unit.KILOBYTE, Unit.COUNT)) {
                var param = new Param.Law(ABOUT, unit, null);
                assertThat(value(param, ParamText.text(param, law))).isEqualTo(law);
                var json =
                        JsonMapper.shared().readTree(ParamText.write(param, law).toString());
                assertThat(ParamText.read(param, json)).isEqualTo(new ParamText.Value<>(law));
            }
    }

    private static String rewritten(String text) {
        return ParamText.text(TIME, value(TIME, text));
    }

    private static <T> T value(Param<T> param, String text) {
        return switch (ParamText.read(param, text)) {
            case ParamText.Value<T>(var value) -> Objects.requireNonNull(value);
            case ParamText.Refused<T>(var complaint) -> throw new AssertionError(text + ": " + complaint);
        };
    }

    private static <T> String complaint(Param<T> param, String text) {
        return switch (ParamText.accept(param, text)) {
            case ParamText.Value<T>(var value) -> "accepted " + value;
            case ParamText.Refused<T>(var complaint) -> complaint;
        };
    }
}
