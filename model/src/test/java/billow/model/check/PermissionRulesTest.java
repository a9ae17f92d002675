package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.DesignWriter;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import billow.model.service.Permissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Roles that allow more than the drawing needs.
class PermissionRulesTest {
    private static Design design(String policy) throws UnreadableDesign {
        var text = """
                {"billow": 1, "region": "eu-west-1", "nodes": [
                   {"id": "in", "kind": "aws.sqs.queue"},
                   {"id": "f", "kind": "aws.lambda.function", "set": {"policyDocument": %s}},
                   {"id": "orders", "kind": "aws.dynamodb.table"},
                   {"id": "files", "kind": "aws.s3.bucket"}],
                 "links": [{"from": "in", "to": "f"},
                   {"from": "f", "to": "orders", "set": {"operation": "query"}},
                   {"from": "f", "to": "files", "set": {"operation": "getObject"}}]}
                """.formatted(policy);
        return new DesignReader(Vocabulary.standard()).read("x", text).design();
    }

    private static List<String> codes(Design design) {
        return Checks.of(design).stream()
                .map(Finding::code)
                .filter(code -> code.startsWith("iam."))
                .toList();
    }

    private static String allow(String actions, String resources) {
        return "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": %s, \"Resource\": %s}]}"
                .formatted(actions, resources);
    }

    private static JsonNode mended(String policy) throws UnreadableDesign {
        var mending = Mending.of(design(policy), f -> f.code().startsWith("iam."));
        assertThat(codes(mending.design())).isEmpty();
        return mending.design().nodes().get("f").params().get(Permissions.POLICY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"*\" | \"*\" | iam.wildcard-action,iam.wildcard-resource",
                "\"dynamodb:*\" | \"arn:aws:dynamodb:eu-west-1:1:table/orders\" | iam.wildcard-action",
                "\"dynamodb:Query\" | \"arn:aws:dynamodb:eu-west-1:1:table/*\" | iam.wildcard-resource",
                "\"s3:Get*\" | \"arn:aws:s3:::files/*\" | iam.wildcard-action",
                "[\"s3:GetObject\"] | \"arn:aws:s3:::*\" | iam.wildcard-resource",
                "\"s3:GetObject\" | \"arn:aws:s3:::files/*\" | ``",
                "\"xray:PutTraceSegments\" | \"*\" | ``",
                "\"dynamodb:Query\" | [\"arn:aws:dynamodb:eu-west-1:1:table/orders\"] | ``"
            })
    void wildcardsAreFound(String actions, String resources, String expected) throws UnreadableDesign {
        var codes = codes(design(allow(actions, resources)));
        assertThat(String.join(",", codes)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void withoutAPolicyNothingIsSaid() throws UnreadableDesign {
        var text = "{\"billow\": 1, \"nodes\": [{\"id\": \"f\", \"kind\": \"aws.lambda.function\"}]}";
        var design = new DesignReader(Vocabulary.standard()).read("x", text).design();
        assertThat(codes(design)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"Statement\": [{\"Effect\": \"Maybe\", \"Action\": \"a:b\", \"Resource\": \"*\"}]}"},
            quoteCharacter = '`')
    void whatIsNoPolicyIsRefused(String policy) throws UnreadableDesign {
        assertThat(codes(design(policy))).containsExactly("iam.policy");
    }

    @Test
    void everythingGivesWayToWhatTheLinksNeed() throws UnreadableDesign {
        var policy = mended(allow("\"*\"", "\"*\"")).toString();
        assertThat(policy)
                .contains("\"dynamodb:Query\"", "table/orders\"", "\"s3:GetObject\"", "arn:aws:s3:::files/*")
                .contains("sqs:ReceiveMessage", "sqs:DeleteMessage", "logs:PutLogEvents")
                .doesNotContain("dynamodb:*", "PutItem", "\"*\"");
    }

    @Test
    void whatIsNarrowStaysAndWhatIsWideIsReplacedByItsPart() throws UnreadableDesign {
        var policy = mended("""
                {"Statement": [
                  {"Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:eu-west-1:1:parameter/key"},
                  {"Effect": "Allow", "Action": ["dynamodb:*"], "Resource": "*"},
                  {"Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::secret/*"}]}""").toString();
        assertThat(policy)
                .contains("ssm:GetParameter", "\"Deny\"", "\"dynamodb:Query\"")
                .doesNotContain("dynamodb:*", "s3:GetObject", "sqs:");
    }

    /// Nothing in the drawing tells which parameters; that is for the designer to say.
    @Test
    void anActionWithoutALinkOnEverythingIsNotMended() throws UnreadableDesign {
        var design = design(allow("\"ssm:GetParameter\"", "\"*\""));
        assertThat(Checks.of(design))
                .filteredOn(f -> f.code().equals("iam.wildcard-resource"))
                .singleElement()
                .satisfies(f -> assertThat(f.mend()).isNull());
    }

    @Test
    void aPolicySurvivesTheFile() throws UnreadableDesign {
        var design = design(allow("\"dynamodb:*\"", "\"*\""));
        var again = new DesignReader(Vocabulary.standard())
                .read("x", new DesignWriter(Vocabulary.standard()).text(design))
                .design();
        assertThat(again.nodes().get("f").params())
                .isEqualTo(design.nodes().get("f").params());
    }
}
