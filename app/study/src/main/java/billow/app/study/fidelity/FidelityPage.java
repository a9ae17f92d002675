package billow.app.study.fidelity;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// What is modelled, simplified and ignored of a service, as the page in `docs/fidelity` tells it; the pages are part
/// of
/// the product.
///
/// @param file     name of the page, for example `sqs.md`
/// @param title    its first line
/// @param blocks   what follows, for showing
/// @param markdown the page as written
public record FidelityPage(String file, String title, List<Block> blocks, String markdown) {
    private static final String INDEX = "kinds.properties";

    public FidelityPage {
        blocks = List.copyOf(blocks);
    }

    /// The page of a kind; empty when it has none.
    ///
    /// @param kind id, for example `aws.sqs.queue`
    public static Optional<FidelityPage> of(String kind) {
        return Optional.ofNullable(index().getProperty(kind)).flatMap(FidelityPage::read);
    }

    private static Properties index() {
        var index = new Properties();
        try (var in = FidelityPage.class.getResourceAsStream(INDEX)) {
            if (in != null) index.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return index;
    }

    private static Optional<FidelityPage> read(String file) {
        try (InputStream in = FidelityPage.class.getResourceAsStream(file)) {
            if (in == null) return Optional.empty();
            return Optional.of(parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FidelityPage parse(String file, String markdown) {
        var reader = new PageReader();
        markdown.lines().forEach(reader::line);
        return new FidelityPage(file, reader.title(), reader.blocks(), markdown);
    }
}
