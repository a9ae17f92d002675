package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.Counter;
import billow.model.archetype.Gateway;
import billow.model.archetype.IdentityOperation;
import billow.model.archetype.Interaction;
import billow.model.archetype.Position;
import billow.model.archetype.TrafficSource;
import billow.model.archetype.UserDirectory;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Amazon Cognito user pool.
public final class UserPool implements NodeKind {
    private static final double MONTH_SECONDS = 730 * 3600;

    /// Quota of each category that a design may have had raised, by the name of its operation on a link.
    private static final Map<String, Param.Real> QUOTAS = quotas();

    public static final Param.Whole USERS = new Param.Whole(
            assumed("users", Section.LOAD, "How many users there are; those that sign in within a month are billed."),
            Unit.COUNT,
            1,
            1_000_000_000,
            10_000L);
    public static final Param.Real USER_SKEW = new Param.Real(
            assumed(
                    "userSkew",
                    Section.LOAD,
                    "How unevenly calls are spread over the users: 0 all alike, 1 Zipf's law; one user may do ten reads and ten changes a second."),
            Unit.COUNT,
            0,
            5,
            0.0);
    public static final Param.Whole MACHINES = new Param.Whole(
            assumed("machineClients", Section.COST, "App clients for machines, billed by the month."),
            Unit.COUNT,
            0,
            1_000_000,
            0L);
    public static final Param.Choice TIER = choice(
            documented("userPoolTier", Section.COST, "Feature plan; it selects the price."),
            "essentials",
            "lite",
            "Sign-up, sign-in and triggers.",
            "essentials",
            "Also managed login, passwordless sign-in and access token customisation.");
    public static final Param.Law LATENCY = Declare.time(
            Declare.limited("latency", Section.BEHAVIOUR, "Time of a call without triggers.", "cognito.latencyP50"),
            Declare.millisBetween("cognito.latencyP50", "cognito.latencyP99"));

    static final Param.Choice OPERATION = choice(
            documented(
                    "operation", Section.BEHAVIOUR, "What is asked of the pool; each category has a quota of its own."),
            "userAuthentication",
            "userAuthentication",
            "Signing in: InitiateAuth.",
            "userToken",
            "Refreshing and revoking tokens.",
            "userRead",
            "GetUser and others.",
            "userCreation",
            "SignUp, AdminCreateUser, ConfirmSignUp.",
            "userFederation",
            "Signing in with another identity provider.",
            "userAccountRecovery",
            "Forgotten passwords.",
            "userUpdate",
            "Changing attributes.",
            "clientAuthentication",
            "Client credentials of machines; a token is billed.",
            "userAuthenticationChallenge",
            "Answering a challenge: RespondToAuthChallenge, at three times the rate of signing in.",
            "getId",
            "Identity pool: an identity for a user, GetId.",
            "getCredentialsForIdentity",
            "Identity pool: credentials of AWS, GetCredentialsForIdentity.");
    static final Param.Choice TRIGGER = choice(
            documented("trigger", Section.BEHAVIOUR, "When the function is asked."),
            "preTokenGeneration",
            "preTokenGeneration",
            "Before tokens are issued.",
            "preSignUp",
            "Before a user is created.",
            "postConfirmation",
            "After a user is created.",
            "customMessage",
            "Before a message to a new user.",
            "preAuthentication",
            "Before signing in.",
            "postAuthentication",
            "After signing in.",
            "userMigration",
            "When signing in.");

    private static Map<String, Param.Real> quotas() {
        var all = new LinkedHashMap<String, Param.Real>();
        for (var operation : IdentityOperation.values()) {
            if (operation == IdentityOperation.USER_AUTHENTICATION_CHALLENGE) continue;
            var word = word(operation);
            all.put(
                    word,
                    new Param.Real(
                            Declare.limited(
                                    word + "Rate",
                                    Section.CAPACITY,
                                    "Calls of this category per second, of all pools of the account together; by default the published quota, else the highest of all pools.",
                                    "cognito." + word),
                            Unit.PER_SECOND,
                            1,
                            1_000_000,
                            null));
        }
        return all;
    }

    private static String word(IdentityOperation operation) {
        var words = operation.name().split("_");
        var text = new StringBuilder(words[0].toLowerCase(java.util.Locale.ROOT));
        for (int i = 1; i < words.length; i++)
            text.append(words[i].charAt(0)).append(words[i].substring(1).toLowerCase(java.util.Locale.ROOT));
        return text.toString();
    }

    private static IdentityOperation operation(String word) {
        for (var operation : IdentityOperation.values()) if (word(operation).equals(word)) return operation;
        throw new IllegalArgumentException("No operation is named %s.".formatted(word));
    }

    @Override
    public String id() {
        return "aws.cognito.userpool";
    }

    @Override
    public String name() {
        return "Cognito user pool";
    }

    @Override
    public Category category() {
        return Category.ENTRY;
    }

    @Override
    public String summary() {
        return "Signs users in and issues tokens; throttles by category, asks functions on the way.";
    }

    @Override
    public List<Param<?>> params() {
        var all = new ArrayList<Param<?>>(List.of(USERS, USER_SKEW, TIER, MACHINES, LATENCY));
        all.addAll(QUOTAS.values());
        return List.copyOf(all);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of(new Outlet(
                LinkKind.INVOKE,
                List.of(TRIGGER),
                p -> CallPlan.of(1, p.get(TRIGGER), 1, new Position(null, false, 1))));
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(LinkKind.CALL, List.of(OPERATION), UserPool::asked),
                new Inlet(LinkKind.REQUEST, List.of(OPERATION), UserPool::asked),
                new Inlet(LinkKind.AUTHORISE, List.of(), p -> new Interaction.Identify(IdentityOperation.USER_READ)));
    }

    private static Interaction asked(Params p) {
        return new Interaction.Identify(operation(p.get(OPERATION)));
    }

    @Override
    public boolean reaches(LinkKind kind, NodeKind to) {
        return to instanceof LambdaFunction;
    }

    /// An API, load balancer or GraphQL API drawn to a pool checks its tokens.
    @Override
    public Optional<LinkKind> usualFrom(NodeKind from) {
        return Optional.of(LinkKind.AUTHORISE);
    }

    @Override
    public Archetype lower(Params p, String region) {
        var quotas = new EnumMap<IdentityOperation, Gateway.Bucket>(IdentityOperation.class);
        QUOTAS.forEach((word, param) -> {
            double rate = p.find(param).orElse(limit("cognito." + word).standard());
            quotas.put(operation(word), new Gateway.Bucket(rate, rate));
        });
        double signIns =
                p.find(signIns()).orElse(limit("cognito.userAuthentication").standard());
        double answers = signIns * limit("cognito.challengeFactor").standard();
        quotas.put(IdentityOperation.USER_AUTHENTICATION_CHALLENGE, new Gateway.Bucket(answers, answers));
        var users = new TrafficSource.Popularity(p.get(USERS), p.get(USER_SKEW));
        return new UserDirectory(
                quotas,
                users,
                (int) limit("cognito.perUser").standard(),
                p.get(LATENCY),
                Declare.nanos("cognito.triggerTimeout"),
                (int) limit("cognito.triggerAttempts").standard());
    }

    private static Param.Real signIns() {
        return java.util.Objects.requireNonNull(QUOTAS.get("userAuthentication"));
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                active("cognito.lite_mau", "lite"),
                active("cognito.essentials_mau", "essentials"),
                Meter.of(
                        "cognito.m2m_token_requests",
                        "request",
                        "Tokens issued to machines for their client credentials.",
                        Counter.MACHINE_TOKENS),
                Standing.monthly(
                        "cognito.m2m_app_client",
                        "client-month",
                        "App clients for machines, for the time they are there.",
                        MACHINES));
    }

    /// Users that become active in a month when each activity is any user's: U (1 − e^(−activities / U)).
    private static Meter active(String id, String tier) {
        return new Meter(
                id,
                "MAU",
                "Users that sign in, refresh a token or are created within a month, each counted once.",
                (p, c) -> {
                    if (!p.get(TIER).equals(tier) || c.seconds() <= 0) return 0;
                    double users = p.get(USERS);
                    double monthly = c.get(Counter.USER_ACTIVITIES) * MONTH_SECONDS / c.seconds();
                    return users * -StrictMath.expm1(-monthly / users) * c.seconds() / MONTH_SECONDS;
                });
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("calls", "count", "Calls received."),
                new Metric("throttleCount", "count", "Calls refused with TooManyRequestsException."),
                new Metric("userThrottleCount", "count", "Calls refused because one user made too many."),
                new Metric("tokenRefreshSuccesses", "count", "Tokens refreshed."),
                new Metric("signInSuccesses", "count", "Users signed in, federated ones included."),
                new Metric("signUpSuccesses", "count", "Users created."),
                new Metric("machineTokens", "count", "Tokens issued to machines."),
                new Metric("triggerFailures", "count", "Calls that failed because of a trigger."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::Cognito::UserPool", "aws_cognito_user_pool");
    }
}
