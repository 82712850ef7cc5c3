package dev.threeway.schemas.wire;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.specific.AvroGenerated;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/** The classes that Avro generated from schemas. */
public final class GeneratedClasses {
  private static final AtomicBoolean TRUSTED = new AtomicBoolean();

  private GeneratedClasses() {}

  /**
   * Lets Avro load the classes it generated, by their names in schemas.
   *
   * <p>Avro refuses every class that is not named in the system properties {@code
   * org.apache.avro.SERIALIZABLE_CLASSES} or {@code SERIALIZABLE_PACKAGES}. Generated classes are
   * data without side effects, so they may be added to these for the whole JVM. The deserializer
   * does it by itself; call it where another deserializer is configured.
   */
  public static void trust() {
    if (TRUSTED.compareAndSet(false, true)) {
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(
              ClassSecurityValidator.getGlobal(), GeneratedClasses::isGenerated));
    }
  }

  private static boolean isGenerated(Class<?> type) {
    return GenericContainer.class.isAssignableFrom(type)
        && type.isAnnotationPresent(AvroGenerated.class);
  }

  /** The generated class for a record's full name, or null if there is none. */
  static Class<? extends SpecificRecord> named(Schema schema) {
    String name = SpecificData.getClassName(schema);
    Class<? extends SpecificRecord> found =
        load(name, Thread.currentThread().getContextClassLoader());
    return found != null ? found : load(name, GeneratedClasses.class.getClassLoader());
  }

  /** The name comes from a foreign schema: nothing is initialised that is no generated record. */
  private static Class<? extends SpecificRecord> load(String name, ClassLoader loader) {
    try {
      Class<?> found = Class.forName(name, false, loader);
      return SpecificRecord.class.isAssignableFrom(found)
          ? found.asSubclass(SpecificRecord.class)
          : null;
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
