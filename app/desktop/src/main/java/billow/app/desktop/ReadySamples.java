package billow.app.desktop;

import billow.app.desktop.document.DesignFiles;
import billow.app.desktop.document.Samples;
import billow.diagrams.gallery.Gallery;
import java.util.List;
import java.util.stream.Stream;

/// The samples of the gallery, read for the start page.
final class ReadySamples {
    private ReadySamples() {}

    /// @param files reads them
    static List<Samples.Sample> all(DesignFiles files) {
        return Gallery.samples().stream()
                .flatMap(s -> switch (files.read(s.fileName(), s.text())) {
                    case DesignFiles.Opened(var design, var remarks) ->
                        Stream.of(new Samples.Sample(s.name(), design.name(), s.summary(), design));
                    case DesignFiles.Refused r -> Stream.empty();
                })
                .toList();
    }
}
