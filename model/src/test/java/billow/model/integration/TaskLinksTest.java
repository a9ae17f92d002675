package billow.model.integration;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.archetype.Interaction;
import billow.model.archetype.TableOperation;
import billow.model.asl.AslParser;
import billow.model.asl.StateMachine;
import billow.model.asl.WorkflowType;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which link a Task state uses.
final class TaskLinksTest {
    private static final String LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:";
    private static final String INVOKE = "arn:aws:states:::lambda:invoke";

    private final List<String> ids = new ArrayList<>();
    private final List<TaskLink> links = new ArrayList<>();
    private final StringBuilder states = new StringBuilder();

    private TaskLinksTest link(String id, LinkKind kind, @Nullable String states, Interaction use) {
        ids.add(id);
        links.add(new TaskLink(id.substring(3).replaceAll("#.*", ""), kind, use, states));
        return this;
    }

    private TaskLinksTest function(String id, @Nullable String states) {
        return link(id, LinkKind.INVOKE, states, new Interaction.Invoke(false));
    }

    private TaskLinksTest table(String id, TableOperation operation) {
        var use = new Interaction.Operate(operation, new Distribution.Constant(1), 1, false, 0, 0);
        return link(id, LinkKind.OPERATE, null, use);
    }

    private TaskLinksTest task(String name, String resource, String more) {
        states.append("'%s':{'Type':'Task','Resource':'%s',%s'Next':'End'},".formatted(name, resource, more));
        return this;
    }

    /// Link ids by state, in the order of the states; "-" for none.
    private List<String> chosen() {
        String text = "{'StartAt':'P','States':{'P':{'Type':'Choice','Choices':[{'Probability':1,'Next':'End'}],"
                + "'Default':'End'}," + states + "'End':{'Type':'Succeed'}}}";
        StateMachine machine =
                AslParser.parse(text.replace('\'', '"'), WorkflowType.STANDARD).machine();
        if (machine == null) throw new IllegalArgumentException(text);
        var chosen = new TaskLinks(machine, links);
        return machine.flow().states().values().stream()
                .filter(state -> !state.name().equals("P") && !state.name().equals("End"))
                .map(chosen::of)
                .map(link -> link == TaskLinks.NONE ? "-" : ids.get(link))
                .toList();
    }

    @Test
    void takesTheLinkThatListsTheState() {
        function("w->a", " B , C").function("w->b", "A");
        task("A", LAMBDA + "a", "").task("B", LAMBDA + "b", "").task("C", LAMBDA + "b", "");
        assertThat(chosen()).containsExactly("w->b", "w->a", "w->a");
    }

    @Test
    void findsTheTargetsIdInResourceOrParameters() {
        function("w->resize", null).function("w->store", null).function("w->Notify", null);
        task("A", LAMBDA + "store", "")
                .task("B", INVOKE, "'Parameters':{'FunctionName':'" + LAMBDA + "resize:$LATEST','Payload.$':'$'},")
                .task("C", INVOKE, "'Parameters':{'FunctionName':'${Notify.Arn}'},")
                .task("D", "${resize}", "");
        assertThat(chosen()).containsExactly("w->store", "w->resize", "w->Notify", "w->resize");
    }

    @Test
    void findsTheTargetsIdInArgumentsToo() {
        function("w->resize", null).function("w->store", null);
        task("A", INVOKE, "'QueryLanguage':'JSONata','Arguments':{'FunctionName':'store','Payload':'{% $x %}'},");
        assertThat(chosen()).containsExactly("w->store");
    }

    @Test
    void amongLinksToOneTableTakesTheOneForTheAction() {
        table("w->orders", TableOperation.PUT).table("w->orders#2", TableOperation.GET);
        task("A", "arn:aws:states:::dynamodb:getItem", "'Parameters':{'TableName':'orders'},")
                .task("B", "arn:aws:states:::dynamodb:putItem", "'Parameters':{'TableName':'orders'},");
        assertThat(chosen()).containsExactly("w->orders#2", "w->orders");
    }

    @Test
    void otherwiseTakesTheNextUnusedLinkThatFits() {
        table("w->orders", TableOperation.PUT).function("w->x", null).function("w->y", null);
        task("A", LAMBDA + "first", "")
                .task("B", "arn:aws:states:::dynamodb:putItem", "")
                .task("C", LAMBDA + "second", "");
        assertThat(chosen()).containsExactly("w->x", "w->orders", "w->y");
    }

    @Test
    void sharesTheOnlyLinkThatFits() {
        function("w->x", null);
        task("A", LAMBDA + "first", "").task("B", LAMBDA + "second", "");
        assertThat(chosen()).containsExactly("w->x", "w->x");
    }

    @Test
    void leavesATaskWithoutLinkRatherThanGuess() {
        function("w->x", null).function("w->y", null);
        task("A", LAMBDA + "1", "")
                .task("B", LAMBDA + "2", "")
                .task("C", LAMBDA + "3", "")
                .task("D", "arn:aws:states:::dynamodb:putItem", "");
        assertThat(chosen()).containsExactly("w->x", "w->y", "-", "-");
    }

    @Test
    void doesNotTakeAnIdThatIsOnlyPartOfAName() {
        function("w->order", null).function("w->orders", null);
        task("A", LAMBDA + "orders", "");
        assertThat(chosen()).containsExactly("w->orders");
    }

    @Test
    void takesALinkOutsideOnlyWhenNoOtherFits() {
        link("w->shop", LinkKind.CALL, null, new Interaction.Call()).table("w->orders", TableOperation.GET);
        link("w->jobs", LinkKind.SEND, null, new Interaction.Send(new Distribution.Constant(1), 1));
        task("A", "arn:aws:states:::dynamodb:putItem", "")
                .task("B", "arn:aws:states:::glue:startJobRun.sync", "")
                .task("C", "arn:aws:states:::sqs:sendMessage", "")
                .task("D", "arn:aws:states:us-east-1:123456789012:activity:approve", "");
        assertThat(chosen()).containsExactly("w->orders", "w->shop", "w->jobs", "w->shop");
    }
}
