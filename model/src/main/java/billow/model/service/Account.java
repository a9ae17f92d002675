package billow.model.service;

import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.value.Unit;
import java.util.List;

/// Quotas of the AWS account a design runs in; the published defaults unless the owner had them raised.
public final class Account {
    public static final Param.Whole CONCURRENT_EXECUTIONS = Declare.whole(
            "concurrentExecutions",
            Section.CAPACITY,
            Unit.COUNT,
            "lambda.accountConcurrency",
            "Lambda executions at once, over all functions of the region.");
    public static final Param.Whole API_RATE = Declare.whole(
            "apiRateLimit",
            Section.CAPACITY,
            Unit.COUNT,
            "apigateway.accountRate",
            "API Gateway requests per second, over all APIs of the region.");
    public static final Param.Whole API_BURST = Declare.whole(
            "apiBurstLimit",
            Section.CAPACITY,
            Unit.COUNT,
            "apigateway.accountBurst",
            "API Gateway requests at once, over all APIs of the region.");

    public static final Param.Choice LAMBDA_SCALING = Declare.choice(
            Declare.documented("lambdaScaling", Section.CAPACITY, "How fast functions get new execution environments."),
            "perFunction",
            "perFunction",
            "Each function 1000 at once and 100 a second, since November 2023.",
            "regional2022",
            "All functions together 500 to 3000 at once, by region, and 500 a minute, as before.");

    public static final List<Param<?>> PARAMS = List.of(CONCURRENT_EXECUTIONS, API_RATE, API_BURST, LAMBDA_SCALING);

    private Account() {}
}
