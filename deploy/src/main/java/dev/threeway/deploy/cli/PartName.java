package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Part;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads and lists the names of parts. */
final class PartName implements ITypeConverter<Part>, Iterable<String> {
  @Override
  public Part convert(String name) {
    try {
      return Part.of(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage() + "; there are: " + String.join(", ", this));
    }
  }

  @Override
  public Iterator<String> iterator() {
    return Stream.of(Part.values()).map(Part::id).iterator();
  }
}
