package billow.test;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// The rules of the house about source text. Each returns its complaints, one line per offence.
final class SourceRules {

    /// Lines from which a file needs a good reason.
    static final int LARGE_LINES = 400;

    /// Lines that no file may exceed.
    static final int MOST_LINES = 600;

    private SourceRules() {}

    /// Files of more than `lines` lines, because what does not fit in a head is not changed with confidence.
    static List<String> longerThan(int lines, List<Path> sources) throws IOException {
        List<String> complaints = new ArrayList<>();
        for (Path source : sources) {
            int length = Files.readAllLines(source).size();
            if (length > lines) {
                complaints.add("%s — Expected at most %d lines, found %d.".formatted(source, lines, length));
            }
        }
        return complaints;
    }

    /// Public top-level types that are not defined by a `///` comment, because a name alone leaves unit, range and
    /// limits to be guessed.
    static List<String> undocumented(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> complaints = new ArrayList<>();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                String text = unit.getSourceFile().getCharContent(true).toString();
                for (Tree declared : unit.getTypeDecls()) {
                    if (declared instanceof ClassTree type
                            && type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                            && !followsDocComment(
                                    text,
                                    Trees.instance(task).getSourcePositions().getStartPosition(unit, type))) {
                        complaints.add("%s — Expected a /// comment that defines %s, found none."
                                .formatted(unit.getSourceFile().getName(), type.getSimpleName()));
                    }
                }
            }
        }
        return complaints;
    }

    private static boolean followsDocComment(String text, long start) {
        String before = text.substring(0, Math.toIntExact(start)).stripTrailing();
        return before.substring(before.lastIndexOf('\n') + 1).startsWith("///");
    }
}
