package billow.model.integration;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.archetype.Interaction;
import billow.model.archetype.ObjectOperation;
import billow.model.archetype.TableOperation;
import billow.model.asl.AslParser;
import billow.model.asl.State;
import billow.model.asl.WorkflowType;
import billow.model.value.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a Task asks over its link.
final class TaskOperationTest {
    private static final Distribution SIZE = new Distribution.Constant(1000);
    private static final Interaction.Operate QUERY =
            new Interaction.Operate(TableOperation.QUERY, SIZE, 25, true, 0.1, 0.2, "byDate", 0.5);
    private static final Interaction.Invoke ASYNC = new Interaction.Invoke(true);
    private static final Interaction.Invoke SYNC = new Interaction.Invoke(false);

    /// @param parameters in JSON, or empty
    private static Interaction asked(String resource, String parameters, Interaction byLink) {
        String with = parameters.isEmpty() ? "" : ",'Parameters':" + parameters;
        String text =
                "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'%s'%s,'End':true}}}".formatted(resource, with);
        var machine =
                AslParser.parse(text.replace('\'', '"'), WorkflowType.STANDARD).machine();
        if (machine == null || !(machine.flow().state("T") instanceof State.Task task))
            throw new IllegalArgumentException(text);
        return TaskOperation.of(task, byLink);
    }

    private static Interaction.Operate table(String action, String parameters) {
        return (Interaction.Operate) asked("arn:aws:states:::dynamodb:" + action, parameters, QUERY);
    }

    @ParameterizedTest
    @CsvSource({
        "getItem, GET",
        "putItem, PUT",
        "updateItem, UPDATE",
        "deleteItem, DELETE",
        "query, QUERY",
        "scan, SCAN",
        "batchGetItem, BATCH_GET",
        "batchWriteItem, BATCH_WRITE",
        "transactGetItems, TRANSACT_GET",
        "transactWriteItems, TRANSACT_WRITE"
    })
    void theActionIsTheOperationOnATable(String action, TableOperation operation) {
        assertThat(table(action, "").operation()).isEqualTo(operation);
        assertThat(((Interaction.Operate) asked("arn:aws:states:::aws-sdk:dynamodb:" + action, "", QUERY)).operation())
                .isEqualTo(operation);
    }

    @Test
    void singleItemOperationsAreOfOneItemAndNoIndex() {
        assertThat(table("putItem", ""))
                .isEqualTo(new Interaction.Operate(TableOperation.PUT, SIZE, 1, false, 0.1, 0.2, null, 1));
        assertThat(table("query", "")).isEqualTo(QUERY);
    }

    @Test
    void readsAreConsistentWhenTheParametersSaySo() {
        var weak = new Interaction.Operate(TableOperation.GET, SIZE, 1, false, 0, 0);
        var asked =
                asked("arn:aws:states:::dynamodb:getItem", "{'ConsistentRead':true,'Key':{'id':{'S.$':'$.id'}}}", weak);
        assertThat(((Interaction.Operate) asked).strong()).isTrue();
    }

    @Test
    void countsTheItemsOfBatchesAndTransactions() {
        assertThat(table("transactWriteItems", "{'TransactItems':[{'Put':{'Item.$':'$.a'}},{'Put':{}},{'Delete':{}}]}")
                        .items())
                .isEqualTo(3);
        assertThat(table("batchWriteItem", "{'RequestItems':{'a':[{},{}],'b':[{}]}}")
                        .items())
                .isEqualTo(3);
        assertThat(table("batchWriteItem", "{'RequestItems':{'a':[{'PutRequest':{'Item.$':'$'}},{}],'b':[{}]}}")
                        .items())
                .isEqualTo(3);
        assertThat(table("batchGetItem", "{'RequestItems':{'a':{'Keys':[{},{}]}}}")
                        .items())
                .isEqualTo(2);
        assertThat(table("batchWriteItem", "{'RequestItems':{'a.$':'$.all'}}").items())
                .isEqualTo(25);
    }

    @ParameterizedTest
    @CsvSource({
        "getObject, GET",
        "headObject, HEAD",
        "listObjectsV2, LIST",
        "putObject, PUT",
        "copyObject, COPY",
        "deleteObject, DELETE",
        "getObjectTagging, MULTIPART"
    })
    void theActionIsTheOperationOnAnObject(String action, ObjectOperation operation) {
        var link = new Interaction.Store(ObjectOperation.MULTIPART, SIZE, 5);
        assertThat(asked("arn:aws:states:::aws-sdk:s3:" + action, "", link))
                .isEqualTo(new Interaction.Store(operation, SIZE, 5));
        assertThat(TaskOperation.of("arn:aws:states:::s3:" + action, link))
                .isEqualTo(new Interaction.Store(operation, SIZE, 5));
    }

    @Test
    void aFunctionIsWaitedForUnlessInvokedAsAnEvent() {
        var invoke = "arn:aws:states:::lambda:invoke";
        assertThat(asked(invoke, "{'FunctionName':'f'}", ASYNC)).isEqualTo(SYNC);
        assertThat(asked(invoke, "{'FunctionName':'f','InvocationType':'Event'}", SYNC))
                .isEqualTo(ASYNC);
        assertThat(asked(invoke, "{'InvocationType':'RequestResponse','Payload.$':'$'}", ASYNC))
                .isEqualTo(SYNC);
        assertThat(asked(invoke, "{'InvocationType.$':'$.type'}", ASYNC)).isEqualTo(ASYNC);
        assertThat(asked("arn:aws:lambda:us-east-1:123456789012:function:f", "", ASYNC))
                .isEqualTo(SYNC);
        assertThat(asked("anything", "", ASYNC)).isEqualTo(ASYNC);
    }

    @ParameterizedTest
    @CsvSource({
        "states:startExecution, false",
        "states:startExecution.sync, true",
        "states:startExecution.sync:2, true",
        "states:startExecution.waitForTaskToken, false",
        "aws-sdk:sfn:startExecution, false",
        "aws-sdk:sfn:startSyncExecution, true"
    })
    void anExecutionIsWaitedForWhenTheResourceSaysSo(String action, boolean waits) {
        assertThat(asked("arn:aws:states:::" + action, "", new Interaction.Start(!waits, null)))
                .isEqualTo(new Interaction.Start(waits, null));
    }

    @Test
    void countsEntriesAndReadsTheDelay() {
        assertThat(asked("arn:aws:states:::sqs:sendMessage", "{'DelaySeconds':30}", new Interaction.Send(SIZE, 10)))
                .isEqualTo(new Interaction.Send(SIZE, 1, 0, 30_000_000_000L));
        assertThat(asked(
                        "arn:aws:states:::aws-sdk:sqs:sendMessageBatch",
                        "{'Entries':[{'MessageBody.$':'$'},{}]}",
                        new Interaction.Send(SIZE, 10)))
                .isEqualTo(new Interaction.Send(SIZE, 2));
        assertThat(asked(
                        "arn:aws:states:::events:putEvents",
                        "{'Entries':[{'Detail.$':'$'},{},{}]}",
                        new Interaction.Publish(SIZE, 1, null)))
                .isEqualTo(new Interaction.Publish(SIZE, 3, null));
        assertThat(asked("arn:aws:states:::sns:publish", "", new Interaction.Publish(SIZE, 9, null)))
                .isEqualTo(new Interaction.Publish(SIZE, 1, null));
        assertThat(asked(
                        "arn:aws:states:::aws-sdk:kinesis:putRecords",
                        "{'Records':[{},{}]}",
                        new Interaction.Put(SIZE, 7, true)))
                .isEqualTo(new Interaction.Put(SIZE, 2, true));
        assertThat(asked("arn:aws:states:::aws-sdk:kinesis:putRecord", "", new Interaction.Put(SIZE, 7, true)))
                .isEqualTo(new Interaction.Put(SIZE, 1, true));
    }
}
