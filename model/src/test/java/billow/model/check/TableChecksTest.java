package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableChecksTest {
    private static final String INDEXED = """
            "billingMode": "PROVISIONED", "writeCapacityUnits": 100, "readCapacityUnits": 10,
            "globalSecondaryIndexes": {"byDay": {"writeCapacityUnits": 50}, "byName": {}}""";

    @Test
    void wantsAsManyWriteUnitsInAnIndexAsInItsTable() {
        assertThat(texts(INDEXED, "\"operation\": \"putItem\""))
                .containsExactly(
                        "WARNING dynamodb.index-write-capacity nodes[t].globalSecondaryIndexes.byDay — Expected at least as many write units as the table (100), received 50: an index that falls behind throttles the table.");
    }

    @Test
    void tellsWhatAnIndexMayHave() {
        assertThat(texts("""
                        "globalSecondaryIndexes": {"a": {"keys": 0.5}, "b": {"projection": "SOME"}, "c": {"rows": 1}, "d": 7}""", ""))
                .containsExactly(
                        "ERROR dynamodb.index nodes[t].globalSecondaryIndexes.a.keys — Expected a whole number of at least 1, received 0.5.",
                        "ERROR dynamodb.index nodes[t].globalSecondaryIndexes.b.projection — Expected ALL, KEYS_ONLY, INCLUDE, received \"SOME\".",
                        "ERROR dynamodb.index nodes[t].globalSecondaryIndexes.c.rows — Expected projection, keyChanges, keySkew, keys, projectedShare, readCapacityUnits, readMaxCapacity, writeCapacityUnits, writeMaxCapacity, writeShare; there is no such member of an index.",
                        "ERROR dynamodb.index nodes[t].globalSecondaryIndexes.d — Expected an object, received 7.");
    }

    @Test
    void knowsWhichIndexesThereAreAndHowTheyAreRead() {
        assertThat(texts(INDEXED.replace("50", "100"), "\"operation\": \"query\", \"indexName\": \"byDate\""))
                .containsExactly(
                        "ERROR dynamodb.unknown-index links[c->t].indexName — Expected an index of the table (byDay, byName), received byDate.");
        assertThat(codes(INDEXED.replace("50", "100"), "\"operation\": \"getItem\", \"indexName\": \"byDay\""))
                .containsExactly("dynamodb.index-operation");
        assertThat(codes(
                        INDEXED.replace("50", "100"),
                        "\"operation\": \"scan\", \"indexName\": \"byDay\", \"consistentRead\": true"))
                .containsExactly("dynamodb.index-consistency");
    }

    @Test
    void addsUpTheBytesOfATransactionOrBatch() {
        assertThat(texts("", "\"operation\": \"transactWriteItems\", \"items\": 64, \"itemSize\": \"100KB\""))
                .containsExactly(
                        "ERROR dynamodb.too-many-bytes links[c->t].itemSize — Expected at most 4 MB in one call, received 6.3 MB.");
        assertThat(codes("", "\"operation\": \"transactWriteItems\", \"items\": 64, \"itemSize\": \"64KB\""))
                .isEmpty();
        assertThat(codes("", "\"operation\": \"batchGetItem\", \"items\": 100, \"itemSize\": \"400KB\""))
                .containsExactly("dynamodb.batch-in-parts");
    }

    @Test
    void countsTheItemsOfABatch() {
        assertThat(texts("", "\"operation\": \"batchWriteItem\", \"items\": 26"))
                .containsExactly(
                        "ERROR dynamodb.too-many-items links[c->t].items — Expected at most 25 items, received 26.");
        assertThat(codes("", "\"operation\": \"transactGetItems\", \"items\": 100"))
                .isEmpty();
    }

    @Test
    void limitsWhatIsKeptUnderOneKeyWithLocalIndexes() {
        assertThat(codes("\"localSecondaryIndexes\": 1, \"itemCollectionSize\": \"11 GB\"", ""))
                .containsExactly("dynamodb.collection-too-large");
        assertThat(codes("\"itemCollectionSize\": \"11 GB\"", "")).isEmpty();
    }

    @Test
    void warnsOfAKeyThatNoPartitionCanServe() {
        // One key in all: 1500 writes a second.
        assertThat(texts(clients("\"rate\": 1500, \"keys\": 1"), "", "\"operation\": \"putItem\""))
                .containsExactly(
                        "WARNING dynamodb.hot-key nodes[t] — The most popular key is asked for 1500 write units a second; a single key gets at most 1000.\nMaybe spread it over several keys, or let a cache answer for it.");
        // A thousand keys by Zipf's law: the first has 1 / 7.485 of the load.
        assertThat(codes(clients("\"rate\": 3900, \"keys\": 1000, \"keySkew\": 1"), "", "\"operation\": \"putItem\""))
                .isEmpty();
        assertThat(codes(
                        clients("\"rate\": 3900, \"keys\": 1000, \"keySkew\": 1"),
                        "",
                        "\"operation\": \"putItem\", \"itemSize\": \"2 KB\""))
                .containsExactly("dynamodb.hot-key", "dynamodb.on-demand-peak");
    }

    @Test
    void warnsOfMoreThanANewTableTakes() {
        var many = clients("\"rate\": 5000, \"keys\": 1000000, \"keySkew\": 0");
        assertThat(texts(many, "", "\"operation\": \"putItem\""))
                .containsExactly(
                        "WARNING dynamodb.on-demand-peak nodes[t] — 5000 write units a second are asked for; a new table takes 4000 at once and then twice its previous peak.\nMaybe set its warm throughput in advance.");
        assertThat(codes(many, "\"warmWriteUnitsPerSecond\": 6000", "\"operation\": \"putItem\""))
                .isEmpty();
    }

    @Test
    void wantsOneTableBehindACache() {
        var cache = clients("") + ", {\"id\": \"d\", \"kind\": \"aws.dax.cluster\", \"set\": {\"encryption\": true}}";
        var toCache = "{\"from\": \"c\", \"to\": \"d\"}";
        assertThat(findings(cache, toCache).stream().map(Finding::code)).containsExactly("dax.no-table");
        var tables =
                ", {\"id\": \"t\", \"kind\": \"aws.dynamodb.table\"}, {\"id\": \"u\", \"kind\": \"aws.dynamodb.table\"}";
        var links = toCache + ", {\"from\": \"d\", \"to\": \"t\", \"set\": {\"items\": 2}}";
        assertThat(findings(cache + tables, links + ", {\"from\": \"c\", \"to\": \"u\"}").stream()
                        .map(Finding::code))
                .containsExactly("dax.link-settings");
        assertThat(findings(cache + tables, links + ", {\"from\": \"d\", \"to\": \"u\"}").stream()
                        .map(Finding::code))
                .contains("dax.several-tables");
    }

    private static String clients(String set) {
        return "{\"id\": \"c\", \"kind\": \"traffic.clients\", \"set\": {%s}}".formatted(set);
    }

    private static List<String> texts(String table, String link) {
        return texts(clients(""), table, link);
    }

    private static List<String> texts(String clients, String table, String link) {
        return findings(clients, table, link).stream()
                .map(f -> f.severity() + " " + f.code() + " " + f.text())
                .toList();
    }

    private static List<String> codes(String table, String link) {
        return codes(clients(""), table, link);
    }

    private static List<String> codes(String clients, String table, String link) {
        return findings(clients, table, link).stream().map(Finding::code).toList();
    }

    private static List<Finding> findings(String clients, String table, String link) {
        return findings(
                clients + ", {\"id\": \"t\", \"kind\": \"aws.dynamodb.table\", \"set\": {%s}}".formatted(table),
                "{\"from\": \"c\", \"to\": \"t\", \"set\": {%s}}".formatted(link));
    }

    private static List<Finding> findings(String nodes, String links) {
        var text = "{\"billow\": 1, \"nodes\": [" + nodes + "], \"links\": [" + links + "]}";
        try {
            return Checks.of(
                    new DesignReader(Vocabulary.standard()).read("x", text).design());
        } catch (UnreadableDesign e) {
            throw new AssertionError(e);
        }
    }
}
