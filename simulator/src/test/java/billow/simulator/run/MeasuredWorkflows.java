package billow.simulator.run;

import billow.model.value.Distribution;
import java.util.Map;

/// Three Express workflows that others measured on AWS, 3000 executions each: Lin and Khazaei, Modeling and
/// Optimization of Performance and Cost of Serverless Applications (IEEE TPDS 32, 2021), data of January 2020. The
/// durations of the functions are those of the same executions; what is put to the test is everything between them:
/// choices, loops, branches that wait for each other, the time of a task and of a transition.
public final class MeasuredWorkflows {
    /// Mean durations in milliseconds, in the order of the functions.
    private static final Map<String, double[]> MEANS = Map.of(
            "App8",
            new double[] {781.31, 204.35, 516.17, 828.95, 204.40, 507.78, 345.85, 236.89},
            "App12",
            new double[] {
                762.02, 203.91, 522.59, 834.74, 204.37, 508.02, 348.30, 238.93, 163.15, 363.40, 1009.29, 787.68
            },
            "App16",
            new double[] {
                768.24, 204.44, 525.33, 848.52, 205.84, 507.07, 347.59, 235.33, 164.19, 364.45, 1049.83, 787.51, 377.82,
                232.72, 287.02, 193.62
            });

    /// Standard deviations in milliseconds. That of the fourth, 130 to 450 in the three experiments, is mostly due to
    /// single executions of several seconds; its least value is nearest to the rest.
    private static final double[] DEVIATIONS = {80, 5, 9, 130, 5, 12, 13, 11, 9, 10, 85, 150, 6, 7, 17, 48};

    /// What a task takes longer than its function, in milliseconds.
    public static final double TASK_OVERHEAD = 18.81;
    /// What a transition takes, in milliseconds.
    public static final double TRANSITION = 1;

    private MeasuredWorkflows() {}

    /// Functions of a workflow: f1, f2 and so on.
    public static int functions(int app) {
        return means(app).length;
    }

    /// Duration of a function.
    ///
    /// @param number from 1
    public static Distribution duration(int app, int number) {
        return new Distribution.Normal(means(app)[number - 1] * 1e6, DEVIATIONS[number - 1] * 1e6);
    }

    private static double[] means(int app) {
        return MEANS.get("App" + app);
    }

    private static String task(String function, String next) {
        return "'%s':{'Type':'Task','Resource':'arn:aws:lambda:us-east-2:123456789012:function:%s',%s},"
                .formatted(function, function, next.isEmpty() ? "'End':true" : "'Next':'" + next + "'");
    }

    private static String choice(String name, double probability, String next, String otherwise) {
        return "'%s':{'Type':'Choice','Choices':[{'Probability':%s,'Next':'%s'}],'Default':'%s'},"
                .formatted(name, probability, next, otherwise);
    }

    private static String pass(String name) {
        return "'%s':{'Type':'Pass','End':true}".formatted(name);
    }

    private static String flow(String start, String states) {
        return "{'StartAt':'%s','States':{%s}}".formatted(start, states.replaceAll(",$", ""));
    }

    /// f2, then f4 or f5 and what follows f5.
    private static String upper(int app) {
        String states = task("f2", "Choice1") + choice("Choice1", 0.6, "f4", "f5") + task("f4", "pass1");
        if (app == 8) return flow("f2", states + task("f5", "pass1") + pass("pass1"));
        String other = app == 12
                ? flow("f12", task("f12", ""))
                : flow(
                        "f12",
                        task("f12", "f13")
                                + task("f13", "f14")
                                + task("f14", "Choice5")
                                + choice("Choice5", 0.3, "f13", "pass3")
                                + pass("pass3"));
        return flow(
                "f2",
                states + task("f5", "Parallel2") + "'Parallel2':{'Type':'Parallel','Branches':["
                        + flow("f11", task("f11", "")) + "," + other + "],'Next':'pass1'}," + pass("pass1"));
    }

    /// f3, f6 and what is between, again with probability 0.1.
    private static String lower(int app) {
        String end = task("f6", "Choice2") + choice("Choice2", 0.1, "f3", "pass2") + pass("pass2");
        if (app == 8) return flow("f3", task("f3", "f6") + end);
        String between = choice("Choice4", 0.8, "f9", "f10") + task("f10", "f6");
        String first = app == 12
                ? task("f9", "f6")
                : task("f9", "f15")
                        + task("f15", "Choice6")
                        + choice("Choice6", 0.95, "f16", "f15")
                        + task("f16", "f6");
        return flow("f3", task("f3", "Choice4") + between + first + end);
    }

    /// The workflow in Amazon States Language, with single quotes.
    public static String definition(int app) {
        return flow(
                "f1",
                task("f1", "Parallel1") + "'Parallel1':{'Type':'Parallel','Branches':[" + upper(app) + "," + lower(app)
                        + "],'Next':'f7'}," + task("f7", "Choice3") + choice("Choice3", 0.2, "f7", "f8")
                        + task("f8", ""));
    }
}
