package billow.model.service;

import static billow.model.service.Declare.documented;

import billow.model.param.About.Section;
import billow.model.param.Param;

/// What the role of a node allows it to do, as an IAM policy. Nothing is simulated by it; checks read it.
public final class Permissions {
    public static final Param.Document POLICY = new Param.Document(
            documented(
                    "policyDocument",
                    Section.BEHAVIOUR,
                    "What its role allows, as an IAM policy: {\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"dynamodb:GetItem\","
                            + " \"Resource\": \"arn:aws:dynamodb:eu-west-1:123456789012:table/orders\"}]}. Checked for wildcards; without"
                            + " it nothing is checked."),
            "IAM policy",
            null);

    private Permissions() {}
}
