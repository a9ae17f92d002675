package billow.model.service;

import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.CallPlan;
import billow.model.archetype.Position;
import billow.model.archetype.RetryPolicy;
import billow.model.kind.LinkKind;
import billow.model.kind.Outlet;
import billow.model.param.About;
import billow.model.param.About.Confidence;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the calling side of links can configure, shared by the kinds that call others.
final class Calling {
    static final Param.Real CALLS = new Param.Real(
            new About(
                    "calls",
                    Section.LOAD,
                    "How often this is done per request; 0.2 means in one request of five.",
                    "the drawing: a link is one call a request unless it says otherwise",
                    Confidence.HIGH),
            Unit.COUNT,
            0,
            10_000,
            1.0);

    static final Param.Choice RETRIES = choice(
            documented(
                    "retries",
                    Section.RELIABILITY,
                    "What the AWS SDK of the caller does when the call is throttled or fails."),
            "standard",
            "none",
            "One attempt.",
            "legacy",
            "Back-off rand·2^i s (tables 50 ms·2^i).",
            "standard",
            "Back-off rand·min(2^i, 20) s.",
            "standard2026",
            "Back-off from 50 ms, from 1 s after throttles.",
            "adaptive",
            "As standard, by a client that slows down when it is throttled.");

    static final Param.Whole MAX_ATTEMPTS = new Param.Whole(
            documented(
                    "maxAttempts",
                    Section.RELIABILITY,
                    "Attempts in all, the first included; by default as the retry mode says: 3, legacy 5, for tables legacy 10 and standard2026 4."),
            Unit.COUNT,
            1,
            20,
            null);

    static final Param.Span CALL_TIMEOUT = new Param.Span(
            documented(
                    "callTimeout",
                    Section.RELIABILITY,
                    "After this time the caller gives up an attempt; the callee runs on."),
            Unit.SECOND,
            1_000_000,
            900_000_000_000L,
            null);

    static final Param.Text ROUTE = new Param.Text(
            documented("route", Section.LOAD, "Method and path, for example POST /orders; results are reported by it."),
            200,
            null);

    static final Param.Real SHARE = new Param.Real(
            assumed(
                    "share",
                    Section.LOAD,
                    "Weight of this route among the links of the same node; requests are spread by it."),
            Unit.COUNT,
            0,
            1_000_000,
            1.0);

    static final Param.Text STATES = new Param.Text(
            documented(
                    "states",
                    Section.BEHAVIOUR,
                    "Names of the Task states that use this link, separated by commas; by default those whose Resource or Parameters name the target."),
            2_000,
            null);

    static final Param.Law CALLBACK = Declare.time(
            assumed(
                    "callbackTime",
                    Section.BEHAVIOUR,
                    "For .waitForTaskToken: from the answer of the service to the return of the token; by default when what was handed out has been done."),
            null);

    static final Param.Text STAGE = new Param.Text(
            documented(
                    "stage",
                    Section.BEHAVIOUR,
                    "Name of the only stage that uses this link, as a stage variable would choose it; by default all do."),
            128,
            null);

    static final Param.Flag CANARY = new Param.Flag(
            documented(
                    "canary",
                    Section.BEHAVIOUR,
                    "Whether the canary release of the stage uses this link, in place of the others of its route."),
            false);

    private static final List<Param<?>> CODE = Stream.concat(
                    Stream.of(CALLS, RETRIES, MAX_ATTEMPTS, CALL_TIMEOUT), Guards.PARAMS.stream())
            .toList();

    private Calling() {}

    /// Calls by an SDK from running code.
    static List<Outlet> fromCode(LinkKind... kinds) {
        return Stream.of(kinds).map(k -> new Outlet(k, CODE, Calling::codePlan)).toList();
    }

    /// Integrations behind routes.
    static List<Outlet> fromRoutes(LinkKind... kinds) {
        return Stream.of(kinds)
                .map(k -> new Outlet(
                        k,
                        List.of(ROUTE, SHARE, STAGE),
                        p -> CallPlan.of(1, text(p, ROUTE), p.get(SHARE), new Position(text(p, STAGE), false, 1))))
                .toList();
    }

    /// Targets behind the rules of a load balancer.
    static List<Outlet> toTargets(Param.Span registered, LinkKind... kinds) {
        return Stream.of(kinds)
                .map(k -> new Outlet(
                        k,
                        List.of(ROUTE, SHARE, registered),
                        p -> CallPlan.of(
                                1, text(p, ROUTE), p.get(SHARE), new Position(null, false, 1, p.get(registered)))))
                .toList();
    }

    /// Integrations behind routes of an API that may have a canary release.
    static List<Outlet> fromReleases(LinkKind... kinds) {
        return Stream.of(kinds)
                .map(k -> new Outlet(
                        k,
                        List.of(ROUTE, SHARE, STAGE, CANARY),
                        p -> CallPlan.of(
                                1, text(p, ROUTE), p.get(SHARE), new Position(text(p, STAGE), p.get(CANARY), 1))))
                .toList();
    }

    /// Task states of a workflow.
    static List<Outlet> fromStates(LinkKind... kinds) {
        return Stream.of(kinds)
                .map(k -> new Outlet(
                        k,
                        List.of(STATES, CALLBACK),
                        p -> CallPlan.of(text(p, STATES), p.find(CALLBACK).orElse(null))))
                .toList();
    }

    /// Traffic: each request takes one of the links by its share.
    static List<Outlet> fromTraffic(LinkKind... kinds) {
        return Stream.of(kinds)
                .map(k -> new Outlet(
                        k,
                        List.of(SHARE, ROUTE),
                        p -> new CallPlan(1, text(p, ROUTE), p.get(SHARE), RetryPolicy.NONE, 0, null)))
                .toList();
    }

    static List<Outlet> plain(LinkKind... kinds) {
        return Stream.of(kinds).map(Outlet::plain).toList();
    }

    @SafeVarargs
    static List<Outlet> join(List<Outlet>... parts) {
        var all = new ArrayList<Outlet>();
        for (var part : parts) all.addAll(part);
        return List.copyOf(all);
    }

    /// @param maxAttempts as set, or empty for as many as the mode makes
    static RetryPolicy policy(String mode, Optional<Long> maxAttempts) {
        var name = switch (mode) {
            case "standard2026" -> "STANDARD_2026";
            default -> mode.toUpperCase(Locale.ROOT);
        };
        var usual = RetryPolicy.usual(RetryPolicy.Mode.valueOf(name));
        return usual.mode() == RetryPolicy.Mode.NONE
                ? usual
                : maxAttempts
                        .map(n -> new RetryPolicy(usual.mode(), Math.toIntExact(n)))
                        .orElse(usual);
    }

    private static CallPlan codePlan(Params p) {
        return CallPlan.of(
                p.get(CALLS),
                policy(p.get(RETRIES), p.find(MAX_ATTEMPTS)),
                p.find(CALL_TIMEOUT).orElse(0L),
                Guards.of(p));
    }

    private static @Nullable String text(Params p, Param.Text param) {
        return p.find(param).filter(t -> !t.isBlank()).orElse(null);
    }
}
