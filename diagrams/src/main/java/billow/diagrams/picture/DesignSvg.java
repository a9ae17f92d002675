package billow.diagrams.picture;

import billow.diagrams.glyph.Glyphs;
import billow.model.design.Design;
import billow.model.design.Frame;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.kind.Category;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A design as an SVG element for a page. Colours are the page's: classes `card`, `glyph`, `wire` and the custom
/// properties `--panel`, `--line`, `--ink`, `--muted` and `--compute`, `--entry`, … by family.
public final class DesignSvg {
    private static final double WIDTH = 176;
    private static final double HEIGHT = 84;
    private static final double MARGIN = 28;
    private static final int LABEL_LENGTH = 18;
    private static final int BADGE_LENGTH = 29;

    private final Design design;
    private final Map<String, List<String>> badges;
    private final StringBuilder out = new StringBuilder();

    private DesignSvg(Design design, Map<String, List<String>> badges) {
        this.design = design;
        this.badges = Map.copyOf(badges);
    }

    /// @param badges short texts by node id, at most two are shown under the name
    public static String of(Design design, Map<String, List<String>> badges) {
        return new DesignSvg(design, badges).draw();
    }

    private String draw() {
        var bounds = bounds();
        out.append("<svg class=\"design\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"")
                .append(escape("Picture of " + design.name()))
                .append("\" viewBox=\"%s %s %s %s\" style=\"max-width:%spx\">"
                        .formatted(n(bounds[0]), n(bounds[1]), n(bounds[2]), n(bounds[3]), n(bounds[2])));
        out.append(
                "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" "
                        + "markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"arrow\" d=\"M0 0.6 7.4 4 0 7.4z\"/></marker></defs>");
        design.frames().forEach(this::frame);
        var drawn = new HashMap<String, Integer>();
        for (var link : design.links())
            if (drawn.merge(link.from() + "\n" + link.to(), 1, Integer::sum) == 1) wire(link);
        design.nodes().values().forEach(this::card);
        return out.append("</svg>").toString();
    }

    /// Left, top, width and height of everything drawn.
    private double[] bounds() {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (var node : design.nodes().values()) {
            left = Math.min(left, node.at().x());
            top = Math.min(top, node.at().y());
            right = Math.max(right, node.at().x() + WIDTH);
            bottom = Math.max(bottom, node.at().y() + HEIGHT);
        }
        for (var frame : design.frames()) {
            left = Math.min(left, frame.at().x());
            top = Math.min(top, frame.at().y() - 8);
            right = Math.max(right, frame.at().x() + frame.width());
            bottom = Math.max(bottom, frame.at().y() + frame.height());
        }
        if (left > right) return new double[] {0, 0, WIDTH, HEIGHT};
        return new double[] {left - MARGIN, top - MARGIN, right - left + 2 * MARGIN, bottom - top + 2 * MARGIN};
    }

    private void frame(Frame frame) {
        out.append("<rect class=\"frame\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"16\"/>"
                .formatted(n(frame.at().x()), n(frame.at().y()), n(frame.width()), n(frame.height())));
        out.append("<text class=\"frame-label\" x=\"%s\" y=\"%s\">%s</text>"
                .formatted(n(frame.at().x() + 16), n(frame.at().y() + 22), escape(frame.label())));
    }

    private void wire(Link link) {
        var from = design.node(link.from()).orElseThrow().at();
        var to = design.node(link.to()).orElseThrow().at();
        var style = link.kind().style().name().toLowerCase(Locale.ROOT);
        out.append("<path class=\"wire %s\" marker-end=\"url(#arrow)\" d=\"%s\"><title>%s</title></path>"
                .formatted(
                        style,
                        curve(from, to),
                        escape(link.from() + " " + link.kind().verb() + " " + link.to())));
    }

    /// From the right port to the left one; below the card when the target stands under or before its source.
    private static String curve(Point from, Point to) {
        double startX = from.x() + WIDTH;
        double startY = from.y() + HEIGHT / 2;
        double endX = to.x() - 3;
        double endY = to.y() + HEIGHT / 2;
        boolean below = Math.abs(to.x() - from.x()) < WIDTH && to.y() > from.y();
        if (below)
            return "M%s %sC%s %s %s %s %s %s"
                    .formatted(
                            n(from.x() + WIDTH / 2),
                            n(from.y() + HEIGHT),
                            n(from.x() + WIDTH / 2),
                            n(from.y() + HEIGHT + 34),
                            n(to.x() + WIDTH / 2),
                            n(to.y() - 38),
                            n(to.x() + WIDTH / 2),
                            n(to.y() - 3));
        double reach = Math.max(40, Math.abs(endX - startX) / 2);
        return "M%s %sC%s %s %s %s %s %s"
                .formatted(
                        n(startX), n(startY), n(startX + reach), n(startY), n(endX - reach), n(endY), n(endX), n(endY));
    }

    private void card(Node node) {
        double x = node.at().x();
        double y = node.at().y();
        out.append("<g class=\"node\" style=\"--hue:var(--%s)\">"
                .formatted(family(node.kind().category())));
        out.append("<title>%s</title>"
                .formatted(escape(node.label() + ", " + node.kind().name())));
        out.append("<rect class=\"card\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"12\"/>"
                .formatted(n(x), n(y), n(WIDTH), n(HEIGHT)));
        out.append("<rect class=\"tile\" x=\"%s\" y=\"%s\" width=\"34\" height=\"34\" rx=\"9\"/>"
                .formatted(n(x + 11), n(y + 11)));
        out.append("<path class=\"glyph\" transform=\"translate(%s %s)\" d=\"%s\"/>"
                .formatted(n(x + 16), n(y + 16), Glyphs.of(node.kind())));
        text("name", x + 54, y + 26, cut(node.label(), LABEL_LENGTH), 8, WIDTH - 64);
        text("kind", x + 54, y + 41, node.kind().name(), 6, WIDTH - 64);
        var shown = badges.getOrDefault(node.id(), List.of());
        if (!shown.isEmpty())
            text(
                    "badge",
                    x + 12,
                    y + 69,
                    cut(String.join(" · ", shown.stream().limit(2).toList()), BADGE_LENGTH),
                    6.2,
                    WIDTH - 24);
        out.append("</g>");
    }

    /// Text that is set closer when fonts of usual width would not let it fit.
    private void text(String style, double x, double y, String text, double charWidth, double room) {
        var squeezed = text.length() * charWidth > room
                ? " textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\"".formatted(n(room))
                : "";
        out.append("<text class=\"%s\" x=\"%s\" y=\"%s\"%s>%s</text>"
                .formatted(style, n(x), n(y), squeezed, escape(text)));
    }

    private static String family(Category category) {
        return category.name().toLowerCase(Locale.ROOT);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1).stripTrailing() + "…";
    }

    private static String n(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }
}
