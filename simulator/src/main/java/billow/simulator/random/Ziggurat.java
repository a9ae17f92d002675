package billow.simulator.random;

import java.util.function.DoubleUnaryOperator;

/// A falling density covered by 256 layers of equal area, from the base up; the lowest layer holds the tail.
///
/// Marsaglia, Tsang, The ziggurat method for generating random variables, Journal of Statistical Software 5 (2000), 8.
final class Ziggurat {
    private static final int LAYERS = 256;

    static final Ziggurat EXPONENTIAL = new Ziggurat(
            7.69711747013104972, 0.0039496598225815571993, x -> StrictMath.exp(-x), y -> -StrictMath.log(y));

    static final Ziggurat NORMAL = new Ziggurat(
            3.6541528853610088,
            0.00492867323399,
            x -> StrictMath.exp(-x * x / 2),
            y -> Math.sqrt(-2 * StrictMath.log(y)));

    private final double tail;
    private final double[] widths = new double[LAYERS + 1];
    private final double[] scaledWidths = new double[LAYERS];
    private final double[] heights = new double[LAYERS + 1];

    /// @param tail    where the tail begins
    /// @param area    area of each layer under the unnormalised density
    /// @param density unnormalised, 1 at 0
    /// @param inverse of the density
    private Ziggurat(double tail, double area, DoubleUnaryOperator density, DoubleUnaryOperator inverse) {
        this.tail = tail;
        widths[0] = area / density.applyAsDouble(tail);
        widths[1] = tail;
        for (int i = 2; i < LAYERS; i++)
            widths[i] = inverse.applyAsDouble(density.applyAsDouble(widths[i - 1]) + area / widths[i - 1]);
        for (int i = 0; i <= LAYERS; i++) heights[i] = density.applyAsDouble(widths[i]);
        for (int i = 0; i < LAYERS; i++) scaledWidths[i] = widths[i] * 0x1p-53;
    }

    double tail() {
        return tail;
    }

    /// Half-width of a layer, falling to 0 above the highest. Below that of the next layer all lies under the density.
    double width(int layer) {
        return widths[layer];
    }

    /// Width of a layer in steps of 2^-53.
    double scaledWidth(int layer) {
        return scaledWidths[layer];
    }

    /// The height a share of the way up through a layer.
    double height(int layer, double share) {
        return heights[layer] + share * (heights[layer + 1] - heights[layer]);
    }
}
