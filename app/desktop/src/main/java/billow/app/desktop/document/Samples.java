package billow.app.desktop.document;

import billow.model.design.Design;
import java.util.List;

/// Designs to begin with.
public interface Samples {
    /// @param id stable name; @param title as shown; @param summary what it shows, in one or two sentences
    record Sample(String id, String title, String summary, Design design) {}

    List<Sample> all();
}
