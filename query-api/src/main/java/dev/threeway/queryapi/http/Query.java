package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The query parameters of a request, each checked before it is used. */
final class Query {
  private final Map<String, List<String>> values;

  /**
   * @param known the parameters that the resource has
   * @throws ProblemException for any other parameter, and for one that comes twice
   */
  Query(Context request, Set<String> known) {
    values = parse(request);
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      String name = entry.getKey();
      if (!known.contains(name)) {
        throw ProblemException.refused(
            name,
            known.isEmpty()
                ? "This resource has no parameters."
                : "There is no such parameter here; there are %s."
                    .formatted(String.join(", ", new TreeSet<>(known))));
      }
      if (entry.getValue().size() != 1) {
        throw ProblemException.refused(name, "The parameter must not come more than once.");
      }
    }
  }

  /** A whole number, or {@code otherwise} if the parameter is absent. */
  int integer(String name, int least, int most, int otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Answered below, like a number out of range.
    }
    throw ProblemException.refused(
        name, "The value must be a whole number from %d to %d.".formatted(least, most));
  }

  /** True or false; false if the parameter is absent. */
  boolean flag(String name) {
    String text = text(name);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw ProblemException.refused(name, "The value must be true or false.");
  }

  /**
   * One of an Avro enum's values but UNKNOWN, which is for readers alone; null if the parameter is
   * absent.
   */
  <E extends Enum<E>> E oneOf(String name, E[] all) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    List<E> choices = Arrays.stream(all).filter(each -> !each.name().equals("UNKNOWN")).toList();
    for (E choice : choices) {
      if (choice.name().equals(text)) {
        return choice;
      }
    }
    throw ProblemException.refused(
        name,
        "The value must be one of %s."
            .formatted(choices.stream().map(Enum::name).collect(Collectors.joining(", "))));
  }

  /** The value as it was sent; null if the parameter is absent. */
  String optional(String name) {
    return text(name);
  }

  /** Some of an Avro enum's values but UNKNOWN, by comma; none if the parameter is absent. */
  <E extends Enum<E>> Set<E> some(String name, E[] all) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E each : all) {
      if (!each.name().equals("UNKNOWN")) {
        choices.put(each.name(), each);
      }
    }
    return some(name, choices);
  }

  /** Some of the values that a parameter may have, by comma; none if it is absent. */
  <T> Set<T> some(String name, Map<String, T> choices) {
    return some(name, choices::containsKey, String.join(", ", choices.keySet())).stream()
        .map(choices::get)
        .collect(Collectors.toSet());
  }

  /**
   * Several values by comma; none if the parameter is absent.
   *
   * @param expected completes "must be one or more of", for a value that is refused
   */
  Set<String> some(String name, Predicate<String> valid, String expected) {
    String text = text(name);
    if (text == null) {
      return Set.of();
    }
    Set<String> given = new LinkedHashSet<>(List.of(text.split(",", -1)));
    if (!given.stream().allMatch(valid)) {
      throw ProblemException.refused(
          name, "The value must be one or more of %s, separated by commas.".formatted(expected));
    }
    return given;
  }

  private String text(String name) {
    List<String> given = values.get(name);
    return given == null ? null : given.get(0);
  }

  private static Map<String, List<String>> parse(Context request) {
    try {
      return request.queryParamMap();
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.of(
          Problem.Kind.BAD_REQUEST, "The query is not valid percent-encoded UTF-8.");
    }
  }
}
