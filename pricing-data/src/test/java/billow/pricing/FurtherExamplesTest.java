package billow.pricing;

import static billow.pricing.TestUsage.BILLING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.pricing.usage.UsageFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Published examples beside the collected ones, as usage files, to the cent they were published with.
class FurtherExamplesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Lambda, 30 million of 200 ms at 128 MB        | true              | 11.63 | lambda.requests 30000000, lambda.duration_x86 750000
            Lambda and HTTP API, 2 million, old account   | "legacy-12-month" | 1.20  | lambda.requests 2000000, lambda.duration_x86 200000, apigateway.http_requests 2000000
            Lambda, 3 million within the free duration    | true              | 0.40  | lambda.requests 3000000, lambda.duration_x86 300000
            Lambda on Arm, 2 million of 120 ms at 256 MB  | false             | 1.20  | lambda.requests 2000000, lambda.duration_arm 60000
            REST API, invoice of November 2016            | true              | 7.41  | apigateway.rest_requests 2117143
            WebSocket API, 90 million messages            | true              | 95.40 | apigateway.websocket_messages 90000000, apigateway.websocket_minutes 21600000
            Step Functions, 500,000 transitions           | true              | 12.40 | stepfunctions.standard_transition 500000
            Express workflows, 1 million of 30 s          | true              | 32.26 | stepfunctions.express_request 1000000, stepfunctions.express_duration 1875000
            Kinesis, 4 shards and 200 units/s for 31 days | true              | 52.14 | kinesis.shard_hour 2976, kinesis.put_payload_unit 535680000
            EventBridge Scheduler, 30 million             | true              | 16.00 | eventbridge.scheduler 30000000
            SNS, 10 million publishes                     | true              | 4.50  | sns.standard_publish 10000000
            X-Ray, a tenth of 2,000 requests/h, 31 days   | true              | 0.24  | xray.traces_recorded 148800, xray.traces_retrieved_scanned 775000
            NAT gateway with 100 GB                       | true              | 37.35 | nat.hour 730, nat.data_processed 100
            """)
    void billsWhatWasPublished(String name, String freeTier, BigDecimal published, String usage) throws IOException {
        var lines = Arrays.stream(usage.split(","))
                .map(line -> line.strip().split(" "))
                .map(line -> "{\"meter\": \"%s\", \"quantity\": %s}".formatted(line[0], line[1]))
                .collect(Collectors.joining(","));
        var text = "{\"billow-usage\": 1, \"region\": \"us-east-1\", \"freeTier\": %s, \"usage\": [%s]}"
                .formatted(freeTier, lines);
        var file = UsageFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), BILLING.book());

        assertThat(BILLING.price(file.usage(), file.settings()).total())
                .isCloseTo(published, within(new BigDecimal("0.005")));
    }
}
