package dev.threeway.deploy.cli;

import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contenders.Contenders;
import java.util.Iterator;
import java.util.List;

/** Who can take part in a benchmark, for the help text. */
final class ContenderNames implements Iterable<String> {
  List<String> names() {
    return Contenders.all().stream().map(Contender::name).toList();
  }

  @Override
  public Iterator<String> iterator() {
    return names().iterator();
  }
}
