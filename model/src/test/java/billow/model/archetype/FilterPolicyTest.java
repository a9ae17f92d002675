package billow.model.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import billow.model.event.FilterPolicy;
import billow.model.event.InvalidEventPattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Filter policies of SNS against messages.
///
/// source: what LocalStack recorded of the service on 14 and 15 May 2024, `test_sns_filter_policy`; the operators
/// beside
/// from the SNS Developer Guide, "Filter policies"
final class FilterPolicyTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": [{"numeric": [">", 0, "<=", 100]}]}     | {"a": {"DataType": "Number", "StringValue": "99"}}  | true
            {"a": [{"numeric": [">", 0, "<=", 100]}]}     | {"a": {"DataType": "Number", "StringValue": "111"}} | false
            {"a": [{"numeric": [">", 0, "<=", 100]}]}     | {"a": {"DataType": "String", "StringValue": "99"}}  | false
            {"a": [null, {"anything-but": "whatever"}]}   | {}                                                  | false
            {"s": [{"exists": true}]}                     | {"s": {"DataType": "Number", "StringValue": "99"}}  | true
            {"s": [{"exists": true}]}                     | {"b": {"DataType": "Number", "StringValue": "1"}}   | false
            {"s": [{"exists": false}]}                    | {"b": {"DataType": "Number", "StringValue": "99"}}  | true
            {"s": [{"exists": false}]}                    | {"s": {"DataType": "Number", "StringValue": "99"}}  | false
            {"s": [{"exists": false}]}                    | {}                                                  | true
            {"s": ["value1"]}  | {"s": {"DataType": "String", "StringValue": "value1"}}                             | true
            {"s": ["value1"]}  | {"s": {"DataType": "String.Array", "StringValue": "[\\"value1\\",\\"value2\\"]"}}  | true
            {"s": ["value1"]}  | {"s": {"DataType": "String.Array", "StringValue": "[\\"value2\\",\\"value3\\"]"}}  | false
            {"s": [{"anything-but": ["rugby", "tennis"]}]} | {"s": {"DataType": "String.Array", "StringValue": "[\\"rugby\\",\\"baseball\\"]"}} | true
            {"s": [{"anything-but": ["rugby", "tennis"]}]} | {"s": {"DataType": "String", "StringValue": "rugby"}} | false
            {"s": [{"exists": true}]}  | {"s": {"DataType": "Binary", "BinaryValue": "YQ=="}}                        | false
            {"s": [{"prefix": "bas"}]} | {"s": "baseball"}                                                          | true
            {"s": [{"suffix": "ball"}]} | {"s": "baseball"}                                                         | true
            {"s": [{"equals-ignore-case": "tennis"}]} | {"s": "TENNIS"}                                             | true
            {"s": [{"anything-but": {"prefix": "order-"}}]} | {"s": "order-1"}                                      | false
            {"s": [{"cidr": "10.0.0.0/24"}]} | {"s": "10.0.0.255"}                                                  | true
            {"s": [{"cidr": "10.0.0.0/24"}]} | {"s": "10.0.1.0"}                                                    | false
            """)
    void looksAtAttributes(String policy, String attributes, boolean delivered) {
        var message = JSON.createObjectNode().put("Message", "text");
        message.set("MessageAttributes", JSON.readTree(attributes));
        assertThat(share(policy, Delivery.Subject.ATTRIBUTES, message)).isEqualTo(delivered ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"object": {"key": "auto-test"}}                                            | true
            {"object": {"key": "hardcodedvalue"}}                                       | true
            {"object": {"key": "test-auto"}}                                            | false
            {"object": {"key": "auto-test"}, "test": "just-exists"}                     | false
            {"object": {"key": "auto-test", "nested_key": "just-exists"}}               | false
            {"object": {"test": "auto-test"}}                                           | false
            {"test": "auto-test"}                                                       | false
            """)
    void looksAtBodies(String body, boolean delivered) {
        String policy = "{\"object\":{\"key\":[{\"prefix\":\"auto-\"},\"hardcodedvalue\"],"
                + "\"nested_key\":[{\"exists\":false}]},\"test\":[{\"exists\":false}]}";
        assertThat(share(policy, Delivery.Subject.BODY, message(body))).isEqualTo(delivered ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Regular string message", "\"Regular string message\"", "[1]", "12", "null", "{", ""})
    void takesNoBodyThatIsNoObject(String body) {
        assertThat(share("{\"test\":[{\"exists\":false}]}", Delivery.Subject.BODY, message(body)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"object.nested": ["string.value"]}      | {"object": {"nested": "string.value"}}            | true
            {"object.nested": ["string.value"]}      | {"object.nested": "string.value"}                 | true
            {"object.nested": ["string.value"]}      | {"object": {"nested": "test-auto"}}               | false
            {"object.nested.test": ["string.value"]} | {"object": {"nested": {"test": "string.value"}}}  | true
            {"object.nested.test": ["string.value"]} | {"object.nested": {"test": "string.value"}}       | true
            {"object.nested.test": ["string.value"]} | {"object": {"nested.test": "string.value"}}       | true
            {"headers": {"route-to": ["queue1"]}}    | {"headers": {"route-to": ["queue3"]}}             | false
            {"headers": {"route-to": ["queue1"]}}    | {"headers": {"route-to": ["queue1", "queue2"]}}   | true
            {"Records": {"s3": {"object": {"key": [{"prefix": "auto-"}]}}, "eventName": [{"prefix": "ObjectCreated:"}]}} | {"Records": [{"eventName": "ObjectCreated:Put", "s3": {"object": [[{"key": "auto-insurance-2314.xml"}]]}}, {"eventName": "ObjectRemoved:Delete", "s3": {"object": {"key": "home-insurance-2314.xml"}}}]} | true
            {"Records": {"s3": {"object": {"key": [{"prefix": "auto-"}]}}, "eventName": [{"prefix": "ObjectCreated:"}]}} | {"Records": [{"eventName": "ObjectRemoved:Delete", "s3": {"object": {"key": "auto-insurance-2314.xml"}}}]} | false
            """)
    void walksThroughLevelsAndLists(String policy, String body, boolean delivered) {
        assertThat(share(policy, Delivery.Subject.BODY, message(body))).isEqualTo(delivered ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"metricName": "CPUUtilization", "detail": {"scope": "aws.cloudwatch", "type": "CloudWatch Alarm State Change"}} | false
            {"metricName": "CPUUtilization", "detail": {"scope": "Service", "type": "CPUUtilization"}}  | false
            {"metricName": "CPUUtilization", "detail": {"type": "CloudWatch Alarm State Change"}}       | false
            {"metricName": "CPUUtilization", "detail": {"scope": "Service"}}                            | false
            {"metricName": "CPUUtilization", "scope": "Service"}                                        | false
            {"metricName": "ReadLatency", "detail": {"scope": "Service", "source": "aws.cloudwatch"}}   | true
            {"namespace": "AWS/ES", "detail": {"scope": "Service", "source": "aws.cloudwatch"}}         | true
            {"metricName": "CPUUtilization", "detail": {"scope": "Service", "type": "CloudWatch Alarm State Change"}} | true
            """)
    void knowsAlternatives(String body, boolean delivered) {
        String policy = "{\"$or\":[{\"metricName\":[\"CPUUtilization\",\"ReadLatency\"]},"
                + "{\"namespace\":[\"AWS/EC2\",\"AWS/ES\"]}],\"detail\":{\"scope\":[\"Service\"],"
                + "\"$or\":[{\"source\":[\"aws.cloudwatch\"]},{\"type\":[\"CloudWatch Alarm State Change\"]}]}}";
        assertThat(share(policy, Delivery.Subject.BODY, message(body))).isEqualTo(delivered ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\":[[\"value\"]]}",
                "{\"key\":[{\"wrong-operator\":true}]}",
                "{\"key\":[{\"suffix\":\"value\",\"prefix\":\"value2\"}]}",
                "{\"key\":[{\"suffix\":100}]}",
                "{\"key\":[{\"suffix\":null}]}",
                "{\"key\":{\"suffix\":\"value\"}}",
                "{\"key\":[{\"suffix\":[]}]}",
                "{\"key\":[{\"numeric\":[]}]}",
                "{\"key\":[{\"numeric\":[\"operator\"]}]}",
                "{\"key\":[{\"numeric\":[1,\"<=\"]}]}",
                "{\"key\":[{\"numeric\":[\"=\",\"000\"]}]}",
                "{\"key\":[{\"numeric\":[\"<\",100,\">\",10]}]}",
                "{\"key\":[{\"numeric\":[\">\",3,\"<\",1]}]}",
                "{\"key\":[{\"numeric\":[\">\",20,\"<\",30,\"<\",50]}]}",
                "{\"key\":[{\"numeric\":[\"=\",1e400]}]}",
                "{\"key\":[{\"exists\":null}]}",
                "{\"key\":[{\"anything-but\":{\"exists\":false}}]}",
                "{\"key_a\":\"value_one\"}",
                "{\"a\":[1],\"b\":[1],\"c\":[1],\"d\":[1],\"e\":[1],\"f\":[1]}"
            })
    void refusesWhatTheServiceRefuses(String policy) {
        assertThatThrownBy(() -> FilterPolicy.parse(JSON.readTree(policy), true))
                .isInstanceOf(InvalidEventPattern.class);
    }

    @Test
    void hasLevelsForBodiesOnly() {
        JsonNode policy = JSON.readTree("{\"object\":{\"key\":[{\"prefix\":\"auto-\"}]}}");
        assertThatCode(() -> FilterPolicy.parse(policy, true)).doesNotThrowAnyException();
        assertThatThrownBy(() -> FilterPolicy.parse(policy, false)).hasMessageContaining("only bodies have levels");
    }

    @Test
    void hasAtMost150Combinations() {
        assertCombinations("{\"key\":" + values(151) + "}", 151);
        assertCombinations("{\"key1\":" + values(100) + ",\"key2\":" + values(51) + "}", 5100);
        assertCombinations(
                "{\"a\":{\"b\":{\"c\":" + values(4) + "}},\"d\":{\"e\":" + values(3) + "},\"f\":" + values(3) + "}",
                216);
        String alternatives = "{\"source\":%s,\"$or\":[{\"metricName\":" + values(6) + "},{\"metricType\":" + values(4)
                + ",\"$or\":[{\"metricId\":" + values(4) + "},{\"spaceId\":%s}]}]}";
        assertCombinations(alternatives.formatted(values(4), values(4)), 152);
        assertCombinations(
                "{\"$or\":[{\"m\":" + values(3) + "},{\"n\":" + values(2) + "}],\"detail\":{\"scope\":" + values(2)
                        + ",\"$or\":[{\"source\":" + values(1) + "},{\"type\":" + values(3) + "}]}}",
                160);
        JsonNode most = JSON.readTree(alternatives.formatted(values(3), values(7)));
        assertThatCode(() -> FilterPolicy.parse(most, false)).doesNotThrowAnyException();
    }

    private static void assertCombinations(String policy, int combinations) {
        assertThatThrownBy(() -> FilterPolicy.parse(JSON.readTree(policy), true))
                .hasMessageContaining("Expected at most 150 combinations of values, received " + combinations + ".");
    }

    private static String values(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"v" + i + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static JsonNode message(String body) {
        return JSON.createObjectNode().put("Message", body);
    }

    private static double share(String policy, Delivery.Subject subject, JsonNode message) {
        return new MessageFilter(0.5, JSON.readTree(policy), subject).shareOf(message, null);
    }
}
