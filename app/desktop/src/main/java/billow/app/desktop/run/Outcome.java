package billow.app.desktop.run;

import billow.app.study.MonthlyBill;
import billow.simulator.run.RunResult;

/// What came out of a run.
///
/// @param result what was measured
/// @param bill   what a month of it costs
public record Outcome(RunResult result, MonthlyBill bill) {}
