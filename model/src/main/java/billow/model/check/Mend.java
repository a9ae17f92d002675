package billow.model.check;

import billow.model.check.Wiring.Wire;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.edit.Edit;
import billow.model.edit.Target;
import billow.model.kind.Connection;
import billow.model.kind.LinkKind;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import billow.model.service.CloudWatchAlarm;
import billow.model.service.QueueGroups;
import billow.model.service.SqsQueue;
import billow.model.service.StateMachineKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Edits that put findings right.
final class Mend {
    private static final double BELOW = 160;
    private static final double BESIDE = 260;

    private Mend() {}

    static <T> Edit node(String id, Param<T> param, T value) {
        return new Edit.SetParam<>(new Target.OfNode(id), param, value);
    }

    static <T> Edit link(String id, Param<T> param, T value) {
        return new Edit.SetParam<>(new Target.OfLink(id), param, value);
    }

    /// Sets a parameter that either side of the link declares.
    static Edit link(Wire wire, String param, Object value) {
        return Wiring.option(wire.link(), wire.from(), wire.to())
                .map(Connection.Option::params)
                .flatMap(all -> all.stream().filter(p -> p.name().equals(param)).findFirst())
                .map(p -> typed(wire.link().id(), p, value))
                .orElseThrow(() -> new IllegalArgumentException("No link has a parameter " + param + " here."));
    }

    /// Takes back the value of a parameter that either side of the link declares.
    static Edit unset(Wire wire, String param) {
        return Wiring.option(wire.link(), wire.from(), wire.to())
                .map(Connection.Option::params)
                .flatMap(all -> all.stream().filter(p -> p.name().equals(param)).findFirst())
                .<Edit>map(p -> unset(wire.link().id(), p))
                .orElseThrow(() -> new IllegalArgumentException("No link has a parameter " + param + " here."));
    }

    private static <T> Edit unset(String link, Param<T> param) {
        return new Edit.SetParam<>(new Target.OfLink(link), param, null);
    }

    /// Changes the definition of a workflow.
    ///
    /// @param change of a copy
    static Edit definition(Design design, String workflow, Consumer<JsonNode> change) {
        var copy = design.node(workflow)
                .orElseThrow()
                .params()
                .get(StateMachineKind.DEFINITION)
                .deepCopy();
        change.accept(copy);
        return node(workflow, StateMachineKind.DEFINITION, copy);
    }

    private static <T> Edit typed(String link, Param<T> param, Object value) {
        return link(link, param, param.type().cast(value));
    }

    /// Lets an alarm roll back what it invokes.
    static Edit rollBack(Wire wire) {
        var link = wire.link();
        return new Edit.Together(
                "Let %s roll back %s".formatted(link.from(), link.to()),
                List.of(
                        removeLink(link.id()),
                        new Edit.Connect(plain(link.id(), link.from(), link.to(), LinkKind.ROLL_BACK))));
    }

    static Edit removeLink(String id) {
        return new Edit.Remove(Set.of(), Set.of(id));
    }

    /// A dead-letter queue of the same type that keeps messages as long as possible, with an alarm.
    static Edit deadLetterQueue(Design design, String queue) {
        var source = design.node(queue).orElseThrow();
        var params = Params.DEFAULTS
                .with(SqsQueue.RETENTION, SqsQueue.RETENTION.maxNanos())
                .with(QueueGroups.FIFO, source.params().get(QueueGroups.FIFO));
        var dead = Node.of(
                        design.nodeId(queue + "-dlq"),
                        source.kind(),
                        source.at().plus(0, BELOW))
                .with(params);
        var link = plain(design.linkId(queue, dead.id()), queue, dead.id(), LinkKind.DEAD_LETTER);
        var with = design.put(dead).put(link);
        return new Edit.Together(
                "Add a dead-letter queue to " + queue,
                List.of(new Edit.Add(List.of(dead), List.of(link)), alarm(with, dead.id())));
    }

    /// A queue for the events a function gives up, with an alarm.
    static Edit deadEvents(Design design, String function) {
        var source = design.node(function).orElseThrow();
        var dead = Node.of(
                        design.nodeId(function + "-dlq"),
                        Catalogue.kind("aws.sqs.queue").orElseThrow(),
                        source.at().plus(0, BELOW))
                .with(Params.DEFAULTS.with(SqsQueue.RETENTION, SqsQueue.RETENTION.maxNanos()));
        var link = plain(design.linkId(function, dead.id()), function, dead.id(), LinkKind.DEAD_LETTER);
        var with = design.put(dead).put(link);
        return new Edit.Together(
                "Add a dead-letter queue to " + function,
                List.of(new Edit.Add(List.of(dead), List.of(link)), alarm(with, dead.id())));
    }

    /// An alarm that goes off when messages lie in this queue.
    static Edit alarm(Design design, String queue) {
        var watched = design.node(queue).orElseThrow();
        var kind = Catalogue.kind("aws.cloudwatch.alarm").orElseThrow();
        var alarm = Node.of(design.nodeId(queue + "-alarm"), kind, watched.at().plus(BESIDE, 0))
                .with(Params.DEFAULTS
                        .with(CloudWatchAlarm.METRIC, "approximateNumberOfMessagesVisible")
                        .with(CloudWatchAlarm.STATISTIC, "Average"));
        var link = plain(design.linkId(queue, alarm.id()), queue, alarm.id(), LinkKind.WATCH);
        return new Edit.Add(List.of(alarm), List.of(link));
    }

    private static Link plain(String id, String from, String to, LinkKind kind) {
        return new Link(id, from, to, kind, Params.DEFAULTS, Map.of());
    }
}
