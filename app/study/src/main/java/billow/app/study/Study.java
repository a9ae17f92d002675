package billow.app.study;

import billow.model.check.Checks;
import billow.model.check.Finding;
import billow.model.design.Design;
import billow.model.fault.Fault;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.Clients;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Progress;
import billow.simulator.run.RunResult;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A design run and billed.
///
/// @param design    overrides and scenario applied
/// @param scenario  name of the scenario, empty for the drawing as it is
/// @param traces    where recorded traffic comes from
/// @param run       how to run it
/// @param precision wanted half width of the headlines' intervals relative to their values; 0 to take what comes
/// @param pricing   the prices
/// @param billing   how to bill it
/// @param goals     what must hold, besides the design's own goals
/// @param faults    what breaks and when; targets known to exist
public record Study(
        Design design,
        String scenario,
        TraceSource traces,
        RunSettings run,
        double precision,
        Billing pricing,
        BillingSettings billing,
        List<Goal> goals,
        List<Fault> faults) {
    private static final int FIRST_REPLICATIONS = 4;
    private static final int MOST_REPLICATIONS = 512;

    public Study {
        goals = List.copyOf(goals);
        faults = List.copyOf(faults);
    }

    /// With the prices that ship with the product; nothing breaks.
    public Study(
            Design design,
            String scenario,
            TraceSource traces,
            RunSettings run,
            double precision,
            BillingSettings billing,
            List<Goal> goals) {
        this(design, scenario, traces, run, precision, Billing.standard(), billing, goals, List.of());
    }

    /// What came of a study.
    ///
    /// @param scenario name, or empty
    /// @param findings of the design and of the bill, errors first
    /// @param faults   what broke
    public record Result(
            RunResult run,
            String scenario,
            MonthlyBill bill,
            List<Goal.Verdict> goals,
            List<Finding> findings,
            List<Fault> faults) {
        public Result {
            goals = List.copyOf(goals);
            findings = List.copyOf(findings);
            faults = List.copyOf(faults);
        }

        public boolean goalsMet() {
            return goals.stream().allMatch(Goal.Verdict::met);
        }

        private Result judged(List<Goal.Verdict> goals) {
            return new Result(run, scenario, bill, goals, findings, faults);
        }
    }

    /// Runs it; empty when it was stopped before anything was finished. Designs with error findings are not to be run.
    ///
    /// @throws TraceSource.UnknownTrace when traffic replays a trace that can't be had
    /// @throws Goal.BadGoal             when a goal names what the result does not have
    public Optional<Result> execute(Progress progress) throws Goal.BadGoal {
        var blueprint = Blueprint.of(design, traces, faults);
        var ran = precision > 0 ? runUntilPrecise(blueprint, progress) : Simulation.run(blueprint, run, progress);
        if (ran.isEmpty()) return Optional.empty();
        var bill = bill(ran.get());
        var findings = Stream.concat(Checks.of(design).stream(), bill.unpriced().stream())
                .toList();
        var result = new Result(ran.get(), scenario, bill, List.of(), findings, faults);
        var verdicts = new ArrayList<Goal.Verdict>();
        for (var goal : goals) verdicts.add(goal.judge(result));
        return Optional.of(result.judged(verdicts));
    }

    private MonthlyBill bill(RunResult result) {
        return MonthlyBill.of(result, traces, pricing, billing);
    }

    /// Doubles the replications until the intervals are narrow enough. Replications are the same each time, so the
    /// result is that of one run with as many.
    private Optional<RunResult> runUntilPrecise(Blueprint blueprint, Progress progress) {
        var last = Optional.<RunResult>empty();
        int first = Math.max(FIRST_REPLICATIONS, run.replications());
        for (int n = first; n <= MOST_REPLICATIONS; n *= 2) {
            var result = Simulation.run(blueprint, run.replicated(n), progress);
            if (result.isEmpty()) return last;
            last = result;
            if (!result.get().complete() || precise(result.get())) return last;
        }
        return last;
    }

    private boolean precise(RunResult result) {
        var latency = result.latency();
        return Stream.of(
                        latency.mean(),
                        latency.p50(),
                        latency.p95(),
                        latency.p99(),
                        bill(result).total())
                .allMatch(e -> e.value() == 0 || e.relativePrecision() <= precision);
    }

    /// The design with its traffic multiplied: rates, traces and users.
    public static Design scaled(Design design, double factor) {
        var next = design;
        for (var node : design.nodes().values())
            if (node.kind() instanceof Clients) {
                var params = times(node.params(), Clients.RATE, factor);
                params = times(params, Clients.TRACE_SCALE, factor);
                long users = Math.max(1, Math.round(params.get(Clients.USERS) * factor));
                next = next.put(node.with(params.with(Clients.USERS, users)));
            }
        return next;
    }

    private static Params times(Params params, Param.Real param, double factor) {
        return params.with(param, params.get(param) * factor);
    }
}
