package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.kind.NodeKind.ParamComplaint;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;

/// What is uploaded with a function and only has to fit: its archive and its environment variables.
public final class FunctionCode {
    private static final double MEGABYTE = 1024 * 1024;

    public static final Param.Size ENVIRONMENT = new Param.Size(
            Declare.limited(
                    "environmentSize",
                    Section.CAPACITY,
                    "Size of all environment variables, names and values; at most 4 KB.",
                    "lambda.environmentSize"),
            Unit.KILOBYTE,
            0,
            1L << 20,
            0L);
    public static final Param.Size ZIPPED = new Param.Size(
            Declare.limited(
                    "zippedSize",
                    Section.CAPACITY,
                    "Size of the zipped archive; above 50 MB it has to be uploaded to S3 first.",
                    "lambda.zippedSize"),
            Unit.MEGABYTE,
            0,
            1L << 30,
            0L);
    public static final Param.Choice UPLOAD = choice(
            documented("upload", Section.CAPACITY, "How the zipped archive gets to Lambda."),
            "direct",
            "direct",
            "With the request that creates or updates the function, at most 50 MB.",
            "s3",
            "From a bucket.");

    private FunctionCode() {}

    static List<ParamComplaint> complaints(Params p) {
        var complaints = new ArrayList<ParamComplaint>();
        long variables =
                (long) Unit.KILOBYTE.toCanonical(limit("lambda.environmentSize").standard());
        if (p.get(ENVIRONMENT) > variables)
            complaints.add(new ParamComplaint(
                    ENVIRONMENT.name(),
                    "lambda.environment-too-large",
                    "Expected at most %s of environment variables, received %s.\nMaybe keep them in Parameter Store or Secrets Manager."
                            .formatted(
                                    Quantity.text(variables, Unit.KILOBYTE),
                                    Quantity.text(p.get(ENVIRONMENT), Unit.KILOBYTE))));
        double most = limit("lambda.zippedSize").standard() * MEGABYTE;
        if (p.get(ZIPPED) > 0 && !p.get(FunctionStart.PACKAGE_TYPE).equals("zip"))
            complaints.add(new ParamComplaint(
                    ZIPPED.name(), "lambda.archive-of-image", "Expected no archive beside a container image."));
        else if (p.get(UPLOAD).equals("direct") && p.get(ZIPPED) > most)
            complaints.add(new ParamComplaint(
                    ZIPPED.name(),
                    "lambda.archive-too-large",
                    "Expected at most %s to be uploaded directly, received %s.\nMaybe upload it to S3 first."
                            .formatted(
                                    Quantity.text((long) most, Unit.MEGABYTE),
                                    Quantity.text(p.get(ZIPPED), Unit.MEGABYTE))));
        return complaints;
    }
}
