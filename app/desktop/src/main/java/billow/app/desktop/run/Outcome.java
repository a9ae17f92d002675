package billow.app.desktop.run;

import billow.app.study.MonthlyBill;
import billow.model.fault.Fault;
import billow.simulator.run.RunResult;
import java.util.List;

/// What came out of a run.
///
/// @param result what was measured
/// @param bill   what a month of it costs
/// @param faults what broke in it
public record Outcome(RunResult result, MonthlyBill bill, List<Fault> faults) {}
