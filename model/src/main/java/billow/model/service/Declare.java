package billow.model.service;

import static billow.model.quota.Limits.limit;

import billow.model.data.DataTemplate;
import billow.model.param.About;
import billow.model.param.About.Confidence;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Short forms for declaring parameters whose range and default stand in the published limits.
final class Declare {
    private Declare() {}

    static About about(String name, Section section, String help, String source, Confidence confidence) {
        return new About(name, section, help, source, confidence);
    }

    /// Something only the designer knows; the default is an assumption to be replaced.
    static About assumed(String name, Section section, String help) {
        return new About(name, section, help, "assumption of Billow; replace it by what you know", Confidence.LOW);
    }

    /// A property of the service whose meaning AWS documents and which has no limit worth a line of data.
    static About documented(String name, Section section, String help) {
        return new About(name, section, help, "AWS documentation of the property", Confidence.HIGH);
    }

    static About limited(String name, Section section, String help, String limit) {
        var l = limit(limit);
        return new About(name, section, help, l.source(), l.confidence());
    }

    static Param.Whole whole(String name, Section section, Unit unit, String limit, String help) {
        var l = limit(limit);
        var value = l.value();
        return new Param.Whole(
                limited(name, section, help, limit),
                unit,
                (long) l.minimum(),
                (long) l.maximum(),
                value == null ? null : Long.valueOf(value.longValue()));
    }

    /// A span whose limit is written in `unit`.
    static Param.Span span(String name, Section section, Unit unit, String limit, String help) {
        var l = limit(limit);
        return new Param.Span(
                limited(name, section, help, limit),
                unit,
                (long) unit.toCanonical(l.minimum()),
                (long) unit.toCanonical(l.maximum()),
                (long) unit.toCanonical(l.standard()));
    }

    static Param.Choice choice(About about, @Nullable String fallback, String... valuesAndHelp) {
        var options = new Param.Choice.Option[valuesAndHelp.length / 2];
        for (int i = 0; i < options.length; i++)
            options[i] = new Param.Choice.Option(valuesAndHelp[2 * i], valuesAndHelp[2 * i + 1]);
        return new Param.Choice(about, Arrays.asList(options), fallback);
    }

    static Param.Law time(About about, @Nullable Distribution fallback) {
        return new Param.Law(about, Unit.MILLISECOND, fallback);
    }

    static Param.Law size(About about, @Nullable Distribution fallback) {
        return new Param.Law(about, Unit.KILOBYTE, fallback);
    }

    /// A payload, message or result as a template; none unless something decides by it.
    static Param.Document data(String name, String help) {
        return new Param.Document(assumed(name, Section.DATA, help), DataTemplate.LANGUAGE, null);
    }

    static Distribution millis(double value) {
        return new Distribution.Constant(Unit.MILLISECOND.toCanonical(value));
    }

    /// Lognormal through two limits written in milliseconds.
    static Distribution millisBetween(String p50Limit, String p99Limit) {
        return Distribution.LogNormal.ofMedianAndP99(
                Unit.MILLISECOND.toCanonical(limit(p50Limit).standard()),
                Unit.MILLISECOND.toCanonical(limit(p99Limit).standard()));
    }

    static Distribution lognormalMillis(double p50, double p99) {
        return Distribution.LogNormal.ofMedianAndP99(
                Unit.MILLISECOND.toCanonical(p50), Unit.MILLISECOND.toCanonical(p99));
    }

    static Distribution kilobytes(double value) {
        return new Distribution.Constant(Unit.KILOBYTE.toCanonical(value));
    }

    static long nanos(String limitInSeconds) {
        return (long) Unit.SECOND.toCanonical(limit(limitInSeconds).standard());
    }

    static double gigabytes(double bytes) {
        return Unit.GIGABYTE.fromCanonical(bytes);
    }
}
