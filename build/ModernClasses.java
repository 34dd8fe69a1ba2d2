import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes the classes of a library anew, in a format that the class cache takes: the JVM keeps none there from before Java 6, whose
 * methods carry no frames for the verifier (docs/decisions/0007). The code stays as it is. A library that has no such class is left alone.
 *
 * <p>Arguments: the library's jar, which is replaced.
 */
class ModernClasses {
    private static final int FIRST_WITH_FRAMES = ClassFile.JAVA_6_VERSION;
    private static final int WRITTEN = ClassFile.JAVA_8_VERSION;

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path fresh = jar.resolveSibling(jar.getFileName() + ".new");
        try (ZipFile library = new ZipFile(jar.toFile())) {
            if (Collections.list(library.entries()).stream().noneMatch(entry -> old(library, entry))) {
                return;
            }
            write(library, fresh);
        }
        Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(ZipFile library, Path fresh) throws IOException {
        ClassHierarchyResolver hierarchy = ClassHierarchyResolver.ofResourceParsing(type -> content(library,
                type.descriptorString().substring(1, type.descriptorString().length() - 1) + ".class"))
                .orElse(ClassHierarchyResolver.defaultResolver()).cached();
        ClassFile files = ClassFile.of(ClassHierarchyResolverOption.of(hierarchy), StackMapsOption.GENERATE_STACK_MAPS);
        try (OutputStream file = Files.newOutputStream(fresh); ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : Collections.list(library.entries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(old(library, entry) ? modern(files, bytes(library, entry)) : bytes(library, entry));
                out.closeEntry();
            }
        }
    }

    private static byte[] modern(ClassFile files, byte[] old) {
        ClassModel model = files.parse(old);
        return files.transformClass(model, ClassTransform.ofStateful(Rewriting::new));
    }

    /** Takes every method's code apart and together again, which makes its frames. */
    private static final class Rewriting implements ClassTransform {
        @Override
        public void atStart(ClassBuilder builder) {
            builder.withVersion(WRITTEN, 0);
        }

        @Override
        public void accept(ClassBuilder builder, ClassElement element) {
            switch (element) {
                case ClassFileVersion _ -> {}
                case MethodModel method -> builder.transformMethod(method, MethodTransform.transformingCode(
                        CodeTransform.ofStateful(() -> (code, part) -> code.with(part))));
                default -> builder.with(element);
            }
        }
    }

    private static boolean old(ZipFile library, ZipEntry entry) {
        return entry.getName().endsWith(".class")
                && ClassFile.of().parse(bytes(library, entry)).majorVersion() < FIRST_WITH_FRAMES;
    }

    private static InputStream content(ZipFile library, String name) {
        ZipEntry entry = library.getEntry(name);
        return entry == null ? null : new java.io.ByteArrayInputStream(bytes(library, entry));
    }

    private static byte[] bytes(ZipFile library, ZipEntry entry) {
        try (InputStream content = library.getInputStream(entry)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
