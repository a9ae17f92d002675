package billow.model.file;

import tools.jackson.databind.node.ObjectNode;

/// The step from one format of the design file to the next.
///
/// @param from   format number it reads; it makes the one after
/// @param change changes the document in place; the format number is set for it
record Migration(int from, Change change) {
    interface Change {
        void apply(ObjectNode design);
    }
}
