package billow.model.file;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A value of a file together with where it is.
///
/// @param node  the value; missing when there is none
/// @param steps field names and list indexes from the root
/// @param path  the same for people: `nodes[orders].memorySize`
record At(JsonNode node, List<Object> steps, String path) {
    At {
        steps = List.copyOf(steps);
    }

    At field(String name) {
        return new At(node.path(name), plus(name), path.isEmpty() ? name : path + "." + name);
    }

    At element(int index) {
        return new At(node.path(index), plus(index), path + "[" + index + "]");
    }

    At called(String path) {
        return new At(node, steps, path);
    }

    List<At> elements() {
        var all = new ArrayList<At>();
        for (int i = 0; i < node.size(); i++) all.add(element(i));
        return all;
    }

    boolean missing() {
        return node.isMissingNode() || node.isNull();
    }

    private List<Object> plus(Object step) {
        var next = new ArrayList<>(steps);
        next.add(step);
        return next;
    }
}
