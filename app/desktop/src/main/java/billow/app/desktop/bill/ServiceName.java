package billow.app.desktop.bill;

import java.util.Map;

/// Services of a bill as people call them.
final class ServiceName {
    /// By the first part of a meter's id.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("lambda", "Lambda"),
            Map.entry("apigateway", "API Gateway"),
            Map.entry("dynamodb", "DynamoDB"),
            Map.entry("dax", "DynamoDB Accelerator"),
            Map.entry("sqs", "SQS"),
            Map.entry("sns", "SNS"),
            Map.entry("ses", "SES"),
            Map.entry("s3", "S3"),
            Map.entry("efs", "EFS"),
            Map.entry("kms", "KMS"),
            Map.entry("stepfunctions", "Step Functions"),
            Map.entry("cloudwatch", "CloudWatch"),
            Map.entry("logs", "CloudWatch Logs"),
            Map.entry("xray", "X-Ray"),
            Map.entry("cloudfront", "CloudFront"),
            Map.entry("cognito", "Cognito"),
            Map.entry("appsync", "AppSync"),
            Map.entry("alb", "Load Balancing"),
            Map.entry("elb", "Load Balancing"),
            Map.entry("eventbridge", "EventBridge"),
            Map.entry("events", "EventBridge"),
            Map.entry("scheduler", "EventBridge Scheduler"),
            Map.entry("pipes", "EventBridge Pipes"),
            Map.entry("kinesis", "Kinesis"),
            Map.entry("firehose", "Data Firehose"),
            Map.entry("iot", "IoT Core"),
            Map.entry("secretsmanager", "Secrets Manager"),
            Map.entry("nat", "NAT gateways"),
            Map.entry("vpc", "VPC"),
            Map.entry("vpc_endpoint", "VPC endpoints"),
            Map.entry("ec2", "EC2"),
            Map.entry("datatransfer", "Data transfer"),
            Map.entry("transfer", "Data transfer"),
            Map.entry("discount", "Discounts"));

    private ServiceName() {}

    /// The name of a service, or its id with a capital while it has none.
    static String of(String id) {
        return NAMES.getOrDefault(id, Character.toUpperCase(id.charAt(0)) + id.substring(1));
    }

    static boolean knows(String id) {
        return NAMES.containsKey(id);
    }
}
