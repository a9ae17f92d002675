package billow.model.check;

/// Paths into a design, as findings show them.
final class Paths {
    private Paths() {}

    static String node(String id) {
        return "nodes[" + id + "]";
    }

    static String node(String id, String param) {
        return node(id) + "." + param;
    }

    static String link(String id) {
        return "links[" + id + "]";
    }

    static String link(String id, String param) {
        return link(id) + "." + param;
    }
}
