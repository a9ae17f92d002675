package billow.pricing;

import static billow.pricing.TestUsage.NO_FREE_TIER;
import static billow.pricing.TestUsage.bill;
import static billow.pricing.TestUsage.cost;
import static billow.pricing.TestUsage.costWithAllowances;
import static billow.pricing.TestUsage.in;
import static billow.pricing.TestUsage.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.pricing.book.Meter;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Rounding;
import billow.pricing.book.Tiers;
import billow.pricing.export.FocusCsv;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The billing rules that prices, tiers, allowances and rounding tables decide, by their numbers in the README. The
/// others are about what is counted, and shown where it is counted.
class BillingRulesTest {
    private static final PriceBook BOOK = PriceBook.bundled();
    private static final BillingSettings OLD_ACCOUNT = BillingSettings.STANDARD.with(FreeTier.LEGACY_TWELVE_MONTHS);

    @Test
    void rule01RoundsEachInvocationUpToAMillisecondAndCountsMemoryInUnitsOf1024Megabytes() {
        assertThat(steps("lambda.duration_x86", "120.001")).isEqualByComparingTo("121");
        assertThat(steps("lambda.duration_arm", "120")).isEqualByComparingTo("120");
        assertThat(BOOK.meter("lambda.duration_x86").orElseThrow().counting()).contains("1024 MB");
    }

    @Test
    void rule02BillsInitialisation() {
        assertThat(BOOK.meter("lambda.duration_x86").orElseThrow().counting()).contains("initialisation included");
    }

    @Test
    void rule03CountsAnAsynchronousEventOnceMorePer64KilobytesAbove256() {
        assertThat(steps("lambda.requests", "1")).isEqualByComparingTo("1");
        assertThat(steps("lambda.requests", "256")).isEqualByComparingTo("1");
        assertThat(steps("lambda.requests", "257")).isEqualByComparingTo("2");
        assertThat(steps("lambda.requests", "1024")).isEqualByComparingTo("13");
    }

    @Test
    void rule04PoolsTheFunctionAllowanceOverRegionsAndArchitecturesAndNotOverProvisionedDuration() {
        assertThat(costWithAllowances(
                        in("us-east-1", "lambda.duration_x86", "200000"),
                        in("eu-west-1", "lambda.duration_arm", "200000")))
                .isZero();
        assertThat(costWithAllowances(
                        in("us-east-1", "lambda.requests", "600000"), in("eu-west-1", "lambda.requests", "600000")))
                .isEqualByComparingTo("0.04");
        assertThat(costWithAllowances(line("lambda.provisioned_duration_x86", "100000")))
                .isEqualByComparingTo("0.97222");
    }

    @Test
    void rule05KeepsDurationTiersPerArchitectureAndRegion() {
        assertThat(edges("lambda.duration_x86", "us-east-1")).containsExactly("0", "6000000000", "15000000000");
        assertThat(edges("lambda.duration_arm", "us-east-1")).containsExactly("0", "7500000000", "18750000000");
        var apart = cost(
                in("us-east-1", "lambda.duration_x86", "6000000000"),
                in("eu-west-1", "lambda.duration_x86", "6000000000"),
                in("us-east-1", "lambda.duration_arm", "6000000000"));
        assertThat(apart).isEqualByComparingTo("280000.8");
    }

    @Test
    void rule06RoundsProvisionedConcurrencyUpToFiveMinutes() {
        assertThat(rounding("lambda.provisioned_concurrency_x86").rounded(new BigDecimal("61")))
                .isEqualByComparingTo("65");
        assertThat(nature("lambda.provisioned_concurrency_x86")).isEqualTo(Meter.Nature.STANDING);
    }

    @Test
    void rule07BillsTemporaryStorageAbove512MegabytesOnly() {
        assertThat(steps("lambda.ephemeral_storage_over_512MB", "512")).isZero();
        assertThat(steps("lambda.ephemeral_storage_over_512MB", "2048")).isEqualByComparingTo("1536");
    }

    @Test
    void rule08StreamsSixMegabytesOfAResponseAndAHundredGigabytesAMonthFree() {
        assertThat(steps("lambda.response_streaming_over_6MB", "6")).isZero();
        assertThat(steps("lambda.response_streaming_over_6MB", "10")).isEqualByComparingTo("4");
        assertThat(costWithAllowances(line("lambda.response_streaming_over_6MB", "150")))
                .isEqualByComparingTo("0.4");
    }

    @Test
    void rule09BillsSnapStartCacheForThreeHoursAtLeastAndRestoresApart() {
        assertThat(steps("lambda.snapstart_cache", "0.5")).isEqualByComparingTo("3");
        assertThat(nature("lambda.snapstart_cache")).isEqualTo(Meter.Nature.STANDING);
        assertThat(cost(line("lambda.snapstart_restore", "1000"))).isEqualByComparingTo("0.1397998");
    }

    @Test
    void rule11CountsSubInvocationsOfDurableFunctionsAsRequests() {
        assertThat(BOOK.meter("lambda.requests").orElseThrow().counting()).contains("resumptions of durable functions");
        // A function that waits twice starts three times.
        assertThat(cost(line("lambda.requests", "3000000"))).isEqualByComparingTo("0.6");
    }

    @Test
    void rule12GivesFunctionsAtTheEdgeNoAllowance() {
        assertThat(costWithAllowances(line("lambda.edge_requests", "1000000"))).isEqualByComparingTo("0.6");
        assertThat(costWithAllowances(line("lambda.edge_duration", "0.125"))).isEqualByComparingTo("0.00000625125");
        assertThat(steps("lambda.edge_duration", "0.2")).isEqualByComparingTo("1");
    }

    @Test
    void rule14BillsPollersInProvisionedModePerSecondAndAMinuteAtLeast() {
        assertThat(steps("lambda.esm_provisioned_sqs_epu", "12.5")).isEqualByComparingTo("60");
        assertThat(steps("lambda.esm_provisioned_sqs_epu", "61.2")).isEqualByComparingTo("62");
        assertThat(BOOK.meter("lambda.esm_provisioned_sqs_epu").orElseThrow().counting())
                .contains("at least 2 pollers");
        assertThat(cost(
                        line("lambda.esm_provisioned_sqs_epu", "1460"),
                        line("lambda.esm_provisioned_kafka_epu", "100")))
                .isEqualByComparingTo("32.005");
    }

    @Test
    void rule15MetersHttpBy512KilobytesMessagesBy32AndRestByCall() {
        assertThat(steps("apigateway.http_requests", "513")).isEqualByComparingTo("2");
        assertThat(steps("apigateway.websocket_messages", "33")).isEqualByComparingTo("2");
        assertThat(BOOK.meter("apigateway.rest_requests").orElseThrow().rounding())
                .isNull();
    }

    @Test
    void rule17NeverGivesTheCacheForNothing() {
        assertThat(bill(OLD_ACCOUNT, line("apigateway.rest_cache_0.5GB", "730")).total())
                .isEqualByComparingTo("14.6");
        assertThat(nature("apigateway.rest_cache_0.5GB")).isEqualTo(Meter.Nature.STANDING);
    }

    @Test
    void rule18GivesGatewayAllowancesToOldAccountsOnly() {
        var lines = new billow.model.usage.UsageLine[] {
            line("apigateway.rest_requests", "1000000"),
            line("apigateway.http_requests", "1000000"),
            line("apigateway.websocket_messages", "1000000"),
            line("apigateway.websocket_minutes", "750000")
        };
        assertThat(bill(OLD_ACCOUNT, lines).total()).isZero();
        assertThat(costWithAllowances(lines)).isEqualByComparingTo("5.6875");
    }

    @Test
    void rule19BreaksGatewayTiersPerRegion() {
        assertThat(edges("apigateway.rest_requests", "us-east-1"))
                .containsExactly("0", "333000000", "1000000000", "20000000000");
        assertThat(edges("apigateway.http_requests", "us-east-1")).containsExactly("0", "300000000");
        assertThat(cost(
                        in("us-east-1", "apigateway.rest_requests", "333000000"),
                        in("eu-west-1", "apigateway.rest_requests", "333000000")))
                .isEqualByComparingTo("2331");
    }

    @Test
    void rule20BillsDataOutOfAGatewayAsTransfer() {
        assertThat(cost(
                        line("apigateway.rest_requests", "5000000"),
                        line("datatransfer.out_internet", "14.30511474609375")))
                .isCloseTo(new BigDecimal("18.79"), within(new BigDecimal("0.005")));
    }

    @Test
    void rule21UsesTheOnDemandTablePricesSinceNovember2024() {
        assertThat(cost(line("dynamodb.ondemand_write", "1000000"))).isEqualByComparingTo("0.625");
        assertThat(cost(line("dynamodb.ondemand_read", "1000000"))).isEqualByComparingTo("0.125");
    }

    @Test
    void rule22RoundsWritesUpToOneKilobyteAndReadsToFour() {
        assertThat(steps("dynamodb.ondemand_write", "1.1")).isEqualByComparingTo("2");
        assertThat(steps("dynamodb.ondemand_read", "4")).isEqualByComparingTo("1");
        assertThat(steps("dynamodb.ondemand_read", "4.1")).isEqualByComparingTo("2");
        assertThat(BOOK.meter("dynamodb.ondemand_read").orElseThrow().counting())
                .contains("half when eventually consistent");
    }

    @Test
    void rule24PricesWritesOfIndexesLikeThoseOfTheTable() {
        // A new item in a table with two indexes takes three units.
        assertThat(cost(line("dynamodb.ondemand_write", "3000000"))).isEqualByComparingTo("1.875");
    }

    @Test
    void rule25GivesStorageAndProvisionedCapacityAnAllowanceAndOnDemandRequestsNone() {
        assertThat(costWithAllowances(line("dynamodb.ondemand_write", "1000000")))
                .isEqualByComparingTo("0.625");
        assertThat(costWithAllowances(line("dynamodb.storage_standard", "26"))).isEqualByComparingTo("0.25");
        assertThat(costWithAllowances(
                        line("dynamodb.provisioned_wcu_hour", "18600"), line("dynamodb.provisioned_rcu_hour", "18600")))
                .isZero();
        assertThat(costWithAllowances(line("dynamodb.provisioned_wcu_hour", "18601")))
                .isEqualByComparingTo("0.00065");
    }

    @Test
    void rule27PricesInfrequentAccessAndReplicasOnTheirOwn() {
        assertThat(cost(line("dynamodb.storage_IA", "100"))).isEqualByComparingTo("10");
        assertThat(cost(line("dynamodb.ondemand_write_IA", "1000000"))).isEqualByComparingTo("0.78");
        assertThat(cost(
                        in("us-east-1", "dynamodb.replicated_write", "3000000"),
                        in("us-west-1", "dynamodb.replicated_write", "3000000")))
                .isEqualByComparingTo("3.966");
    }

    @Test
    void rule28BillsBackupsBySizeAndProvisionedUnitsWithoutTraffic() {
        assertThat(cost(line("dynamodb.pitr", "100"), line("dynamodb.ondemand_backup", "100")))
                .isEqualByComparingTo("30");
        assertThat(nature("dynamodb.pitr")).isEqualTo(Meter.Nature.STORAGE);
        assertThat(nature("dynamodb.provisioned_wcu_hour")).isEqualTo(Meter.Nature.STANDING);
    }

    @Test
    void rule29PricesStreamReadsPer100Thousand() {
        assertThat(cost(line("dynamodb.streams_read", "100000"))).isEqualByComparingTo("0.02");
    }

    @Test
    void rule31RoundsExpressTo100MillisecondsAnd64Megabytes() {
        assertThat(rounding("stepfunctions.express_duration").rounded(new BigDecimal("123")))
                .isEqualByComparingTo("200");
        assertThat(BOOK.meter("stepfunctions.express_duration").orElseThrow().counting())
                .contains("64 MB");
        assertThat(edges("stepfunctions.express_duration", "us-east-1")).containsExactly("0", "3600000", "18000000");
    }

    @Test
    void rule32GivesStandardTransitionsAnAllowanceAndExpressNone() {
        assertThat(costWithAllowances(line("stepfunctions.standard_transition", "5000")))
                .isEqualByComparingTo("0.025");
        assertThat(costWithAllowances(line("stepfunctions.express_request", "1000000")))
                .isEqualByComparingTo("1");
    }

    @Test
    void rule33PricesTransitionsByRegion() {
        assertThat(cost(in("sa-east-1", "stepfunctions.standard_transition", "1000000")))
                .isEqualByComparingTo("37.5");
        assertThat(cost(in("ap-south-1", "stepfunctions.standard_transition", "1000000")))
                .isEqualByComparingTo("28.5");
    }

    @Test
    void rule35CountsQueueCallsPer64Kilobytes() {
        assertThat(steps("sqs.standard", "0")).isEqualByComparingTo("1");
        assertThat(steps("sqs.standard", "64")).isEqualByComparingTo("1");
        assertThat(steps("sqs.fifo", "65")).isEqualByComparingTo("2");
    }

    @Test
    void rule36BillsTheReceivesOfAnIdlePoller() {
        var month = new BigDecimal(730 * 3600 / 20 * 5);
        assertThat(cost(line("sqs.standard", month.toString()))).isEqualByComparingTo("0.2628");
        assertThat(BOOK.meter("sqs.standard").orElseThrow().counting()).contains("empty receives");
    }

    @Test
    void rule37PoolsTheQueueAllowanceOverTypesAndRegions() {
        assertThat(costWithAllowances(in("us-east-1", "sqs.standard", "500000"), in("eu-west-1", "sqs.fifo", "500000")))
                .isZero();
        assertThat(costWithAllowances(line("sqs.standard", "1000000"), line("sqs.fifo", "1000000")))
                .isEqualByComparingTo("0.45");
    }

    @Test
    void rule38AddsTheFairQueueSurcharge() {
        assertThat(cost(line("sqs.standard", "1000000"), line("sqs.fair_queue_surcharge", "1000000")))
                .isEqualByComparingTo("0.5");
    }

    @Test
    void rule39BillsPublishesPer64KilobytesAndDeliveriesByProtocol() {
        assertThat(steps("sns.standard_publish", "65")).isEqualByComparingTo("2");
        assertThat(cost(line("sns.sqs_delivery", "1000000"), line("sns.lambda_delivery", "1000000")))
                .isZero();
        assertThat(costWithAllowances(line("sns.http_delivery", "1100000"))).isEqualByComparingTo("0.6");
        assertThat(costWithAllowances(line("sns.email_delivery", "2000"))).isEqualByComparingTo("0.02");
    }

    @Test
    void rule40BillsEventsPer64KilobytesAndSchedulesAfterFourteenMillion() {
        assertThat(steps("eventbridge.custom_events", "130")).isEqualByComparingTo("3");
        assertThat(costWithAllowances(line("eventbridge.scheduler", "15000000")))
                .isEqualByComparingTo("1");
    }

    @Test
    void rule41RoundsRecordsTo25And1And5Kilobytes() {
        assertThat(steps("kinesis.put_payload_unit", "45")).isEqualByComparingTo("2");
        assertThat(rounding("kinesis.ondemand_data_in").rounded(new BigDecimal("0.3")))
                .isEqualByComparingTo("1");
        assertThat(rounding("firehose.ingest_5KB_rounded").rounded(new BigDecimal("6")))
                .isEqualByComparingTo("10");
        assertThat(nature("kinesis.shard_hour")).isEqualTo(Meter.Nature.STANDING);
    }

    @Test
    void rule42BillsFanOutByConsumerShardHourAndData() {
        assertThat(cost(line("kinesis.efo_consumer_shard_hour", "100"), line("kinesis.efo_data", "100")))
                .isEqualByComparingTo("2.8");
    }

    @Test
    void rule43TiersTheLogsOfFunctions() {
        assertThat(edges("cloudwatch.logs_ingest_lambda", "us-east-1")).containsExactly("0", "10240", "30720", "51200");
        assertThat(cost(in("ap-northeast-1", "cloudwatch.logs_ingest_standard", "1")))
                .isEqualByComparingTo("0.76");
    }

    @Test
    void rule44SharesFiveGigabytesOfLogsInTheOrderWrittenKeptScanned() {
        assertThat(costWithAllowances(
                        line("cloudwatch.logs_storage", "10"),
                        line("cloudwatch.logs_ingest_standard", "3"),
                        line("cloudwatch.logs_insights", "10")))
                .isEqualByComparingTo("0.29");
    }

    @Test
    void rule45GivesTenMetricsAndNeverGetMetricData() {
        assertThat(costWithAllowances(line("cloudwatch.custom_metric", "11"))).isEqualByComparingTo("0.3");
        assertThat(costWithAllowances(line("cloudwatch.getmetricdata_metrics", "1000")))
                .isEqualByComparingTo("0.01");
        assertThat(costWithAllowances(line("cloudwatch.api_requests", "1000000")))
                .isZero();
    }

    @Test
    void rule46BillsLogsForAsLongAsTheyAreKept() {
        assertThat(nature("cloudwatch.logs_storage")).isEqualTo(Meter.Nature.STORAGE);
        assertThat(cost(line("cloudwatch.logs_storage", "120"))).isEqualByComparingTo("3.6");
    }

    @Test
    void rule47PricesAlarmsByKind() {
        assertThat(cost(
                        line("cloudwatch.alarm_composite", "1"),
                        line("cloudwatch.alarm_high_res", "1"),
                        line("cloudwatch.anomaly_alarm_high_res", "1")))
                .isEqualByComparingTo("1.7");
    }

    @Test
    void rule48PricesListsLikePutsAndInfrequentAccessAtTwice() {
        assertThat(BOOK.meter("s3.put_copy_post_list").orElseThrow().name()).contains("LIST");
        assertThat(cost(line("s3.standard_ia_put", "1000")))
                .isEqualByComparingTo(
                        cost(line("s3.put_copy_post_list", "1000")).multiply(BigDecimal.TWO));
    }

    @Test
    void rule49TakesTheTransferAllowanceBeforeTheTiersAndKeepsTheEdgesOwn() {
        assertThat(costWithAllowances(line("datatransfer.out_internet", "10340")))
                .isEqualByComparingTo("921.6");
        assertThat(costWithAllowances(line("datatransfer.out_internet", "10341")))
                .isEqualByComparingTo("921.685");
        assertThat(costWithAllowances(
                        line("cloudfront.egress_internet", "1024"),
                        line("cloudfront.https_requests", "10000000"),
                        line("datatransfer.out_internet", "100")))
                .isZero();
    }

    @Test
    void rule50PricesTheEdgeByTheViewersPlace() {
        assertThat(cost(in("South America", "cloudfront.https_requests", "1000000")))
                .isEqualByComparingTo("2.2");
        assertThat(cost(in("South America", "cloudfront.http_requests", "1000000")))
                .isEqualByComparingTo("1.6");
        assertThat(edges("cloudfront.egress_internet", "Japan"))
                .containsExactly("0", "10240", "51200", "153600", "512000", "1048576", "5242880");
    }

    @Test
    void rule51BillsStartedHoursOfAGatewayAndItsData() {
        assertThat(steps("nat.hour", "0.1")).isEqualByComparingTo("1");
        assertThat(cost(line("nat.hour", "730"), line("nat.data_processed", "100")))
                .isEqualByComparingTo("37.35");
        assertThat(cost(line("vpc_endpoint.interface_hour", "1460"))).isEqualByComparingTo("14.6");
    }

    @Test
    void rule52BillsALoadBalancerByHourAndByLargestUse() {
        assertThat(cost(line("alb.hour", "730"), line("alb.lcu_hour", "1000"))).isEqualByComparingTo("24.425");
        assertThat(BOOK.meter("alb.lcu_hour").orElseThrow().counting()).contains("largest");
    }

    @Test
    void rule53ChargesEachDirectionAcrossZones() {
        assertThat(cost(line("datatransfer.cross_az_each_direction", "200"))).isEqualByComparingTo("2");
    }

    @Test
    void rule54KnowsThreeKindsOfAccount() {
        var line = line("s3.get_other", "20000");
        assertThat(bill(NO_FREE_TIER, line).total()).isEqualByComparingTo("0.008");
        assertThat(costWithAllowances(line)).isEqualByComparingTo("0.008");
        assertThat(bill(OLD_ACCOUNT, line).total()).isZero();
        assertThat(costWithAllowances(line("sqs.standard", "1000000"))).isZero();
    }

    @Test
    void rule55SaysWhichHoursAMonthHas() {
        assertThat(Month.AVERAGE.id()).isEqualTo("730h");
        assertThat(Month.of(YearMonth.of(2026, 8)).hours()).isEqualTo(744);
        assertThat(bill(NO_FREE_TIER).month()).isEqualTo(Month.AVERAGE);
    }

    @Test
    void rule56CountsGigabytesInBinarySteps() {
        assertThat(edges("s3.standard_storage", "us-east-1")).containsExactly("0", "51200", "512000");
        assertThat(edges("datatransfer.out_internet", "us-east-1")).containsExactly("0", "10240", "51200", "153600");
    }

    @Test
    void rule57AppliesAllowancesOncePerAccountAndNotPerNode() {
        assertThat(costWithAllowances(line("lambda.requests", "a", "1000000"), line("lambda.requests", "b", "1000000")))
                .isEqualByComparingTo("0.2");
    }

    @Test
    void rule58RoundsForDisplayOnly() {
        var bill = bill(NO_FREE_TIER, line("lambda.requests", "22000"), line("sqs.standard", "11000"));
        assertThat(bill.total()).isEqualByComparingTo("0.0088");
        assertThat(Money.text(new BigDecimal("2.345"))).isEqualTo("$2.35");
        assertThat(Money.text(new BigDecimal("0.000072"))).isEqualTo("$0.000072");
    }

    @Test
    void rule59NamesTheTierInTheRateOfAnExportedRow() throws IOException {
        var out = new StringBuilder();
        FocusCsv.write(bill(NO_FREE_TIER, line("apigateway.http_requests", "400000000")), BOOK, "design", out);
        assertThat(out)
                .contains("apigateway.http_requests/us-east-1/0", "apigateway.http_requests/us-east-1/300000000");
    }

    @Test
    void rule60KeepsAllDecimalsOfAPrice() {
        assertThat(cost(line("stepfunctions.express_duration", "3600"))).isEqualByComparingTo("0.060012");
        assertThat(cost(line("lambda.duration_x86", "0.000001"))).isEqualByComparingTo("0.0000000000166667");
    }

    private static Rounding rounding(String meter) {
        return Objects.requireNonNull(BOOK.meter(meter).orElseThrow().rounding());
    }

    private static BigDecimal steps(String meter, String size) {
        return rounding(meter).steps(new BigDecimal(size));
    }

    private static Meter.Nature nature(String meter) {
        return BOOK.meter(meter).orElseThrow().nature();
    }

    private static List<String> edges(String meter, String region) {
        return BOOK.quote(meter, region).orElseThrow().price().tiers().tiers().stream()
                .map(Tiers.Tier::from)
                .map(BigDecimal::toPlainString)
                .toList();
    }
}
