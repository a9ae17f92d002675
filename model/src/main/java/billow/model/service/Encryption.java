package billow.model.service;

import billow.model.param.About;
import billow.model.param.About.Confidence;
import billow.model.param.About.Section;
import billow.model.param.Param;

/// Encryption at rest of the services that do not encrypt unless they are asked to. It changes neither times nor bill
/// here: keys owned by AWS are free, and calls of a customer's key belong to a KMS node.
public final class Encryption {
    public static final Param.Flag AT_REST = new Param.Flag(
            new About(
                    "encryption",
                    Section.RELIABILITY,
                    "Whether what is kept is encrypted at rest; queues, tables and buckets always are.",
                    "developer guides of Kinesis, SNS, EFS and DAX, 2023: encryption at rest is off by default",
                    Confidence.MEDIUM),
            false);

    private Encryption() {}
}
