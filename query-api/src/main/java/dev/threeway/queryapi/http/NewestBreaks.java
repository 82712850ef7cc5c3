package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.Found;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.queryapi.live.Shared;
import dev.threeway.topology.join.OpenBreak;
import java.io.IOException;
import java.util.List;

/** A page of the newest breaks that pass a filter. */
final class NewestBreaks implements Shared<BreakListView> {
  private final LiveReads reads;
  private final BreakFilter filter;
  private final PagedList page;
  private final PersonalData personal;

  NewestBreaks(LiveReads reads, BreakFilter filter, PagedList page, PersonalData personal) {
    this.reads = reads;
    this.filter = filter;
    this.page = page;
    this.personal = personal;
  }

  @Override
  public BreakListView local(Scope scope) {
    Found<OpenBreak> found = reads.openBreaks(filter, page.request(scope), scope);
    return BreakListView.of(
        found.items().stream()
            .map(
                item ->
                    ListedBreak.of(
                        BreakView.of(item.txnId(), item.value(), personal),
                        item.value().detectedAt()))
            .toList(),
        page.cursor(found.next()),
        found.examined(),
        found.coverage());
  }

  @Override
  public int share(int partitions, int total) {
    return page.share(partitions, total);
  }

  @Override
  public boolean hasRoom(BreakListView merged) {
    return page.hasRoom(merged.size(), merged.nextCursor());
  }

  @Override
  public BreakListView read(byte[] json) throws IOException {
    BreakListView share = BreakListView.read(json);
    // What nobody could go on from is no share.
    page.position(share.nextCursor());
    return share;
  }

  @Override
  public BreakListView merge(List<BreakListView> shares, Coverage coverage) {
    Pages.Page<ListedBreak> merged =
        Pages.merge(
            shares.stream()
                .map(share -> new Pages.Page<>(share.items(), page.position(share.nextCursor())))
                .toList(),
            ListedBreak::position,
            page.limit());
    return BreakListView.of(
        merged.items(),
        page.cursor(merged.next()),
        shares.stream().mapToInt(BreakListView::examined).sum(),
        coverage);
  }
}
