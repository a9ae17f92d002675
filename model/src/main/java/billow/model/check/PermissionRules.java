package billow.model.check;

import billow.model.check.LeastPermissions.Need;
import billow.model.check.Policy.Statement;
import billow.model.design.Node;
import billow.model.edit.Edit;
import billow.model.service.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Rules about what roles allow. Source: IAM User Guide, security best practices: grant least privilege; AWS
/// Well-Architected Framework, Serverless Lens, security.
final class PermissionRules {
    private PermissionRules() {}

    static List<Finding> unreadable(Wiring wiring) {
        return roles(wiring)
                .filter(node -> policy(node) == null)
                .map(
                        node -> Finding.error(
                                "iam.policy",
                                path(node),
                                "Expected statements with Effect (Allow or Deny), Action and Resource, received something else."))
                .toList();
    }

    static List<Finding> wildcards(Wiring wiring) {
        return roles(wiring).flatMap(node -> wildcards(wiring, node)).toList();
    }

    private static Stream<Finding> wildcards(Wiring wiring, Node node) {
        var policy = policy(node);
        if (policy == null) return Stream.of();
        var needs = new LeastPermissions(wiring, node).needs();
        var mend = mend(node, policy, needs);
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < policy.statements().size(); i++) {
            var statement = policy.statements().get(i);
            var place = "%s.Statement[%d]".formatted(path(node), i);
            if (!statement.wideActions().isEmpty())
                findings.add(mended(
                        Finding.warning(
                                "iam.wildcard-action",
                                place,
                                "Expected the actions its links need (%s), received %s; who gets hold of this role can do all of that."
                                        .formatted(
                                                words(statement, needs), String.join(", ", statement.wideActions()))),
                        mend));
            if (!statement.wideResources().isEmpty())
                findings.add(mended(
                        Finding.warning(
                                "iam.wildcard-resource",
                                place,
                                "Expected the resources its links lead to, received %s; a mistake or a leak reaches all of them."
                                        .formatted(String.join(", ", statement.wideResources()))),
                        mend));
        }
        return findings.stream();
    }

    private static Finding mended(Finding finding, Optional<Edit> mend) {
        return mend.map(finding::mended).orElse(finding);
    }

    private static String words(Statement statement, List<Need> needs) {
        var covered = needs.stream()
                .flatMap(need -> need.actions().stream())
                .filter(statement::covers)
                .distinct()
                .collect(Collectors.joining(", "));
        return covered.isEmpty() ? "none" : covered;
    }

    /// Wide statements give way to what the links need of them. There is none when a statement also names an action
    /// that no link needs: nothing tells on what.
    private static Optional<Edit> mend(Node node, Policy policy, List<Need> needs) {
        var statements = new ArrayList<JsonNode>();
        for (var statement : policy.statements()) {
            if (!statement.isWide()) {
                statements.add(statement.source());
                continue;
            }
            var wide = statement.wideActions();
            boolean known = statement.actions().stream()
                    .filter(action -> !wide.contains(action))
                    .allMatch(action -> needs.stream()
                            .flatMap(need -> need.actions().stream())
                            .anyMatch(action::equalsIgnoreCase));
            if (!known || statement.source().has("Condition")) return Optional.empty();
            for (var need : needs) {
                var actions = need.actions().stream().filter(statement::covers).toList();
                if (!actions.isEmpty()) statements.add(Policy.allow(actions, List.of(need.resource())));
            }
        }
        JsonNode document = Policy.document(statements.stream().distinct().toList());
        return Optional.of(Mend.node(node.id(), Permissions.POLICY, document));
    }

    private static Stream<Node> roles(Wiring wiring) {
        return wiring.design().nodes().values().stream()
                .filter(node -> wiring.types().containsKey(node.id()))
                .filter(node -> node.kind().params().contains(Permissions.POLICY))
                .filter(node -> node.params().find(Permissions.POLICY).isPresent());
    }

    private static @Nullable Policy policy(Node node) {
        return node.params().find(Permissions.POLICY).map(Policy::read).orElse(null);
    }

    private static String path(Node node) {
        return Paths.node(node.id(), Permissions.POLICY.name());
    }
}
