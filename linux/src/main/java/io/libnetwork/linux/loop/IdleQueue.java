package io.libnetwork.linux.loop;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Who may be idle for some time and no longer, in the order of their last use: the first is the
/// one that has been idle longest. Every operation costs the same however many there are.
public final class IdleQueue {

  /// Who stands in a queue.
  public interface Member {

    /// Ends, and leaves the queue.
    void expire();
  }

  /// Where a member stands.
  public static final class Place {
    private final Member member;
    private long used;
    private @Nullable Place before;
    private @Nullable Place after;

    private Place(Member member) {
      this.member = member;
    }
  }

  private final long patience;
  private @Nullable Place first;
  private @Nullable Place last;

  /// @param patience in nanoseconds
  IdleQueue(long patience) {
    this.patience = patience;
  }

  /// Stands last from now on.
  public Place join(Member member, long now) {
    Place place = new Place(member);
    append(place, now);
    return place;
  }

  /// Stands last again.
  public void use(Place place, long now) {
    if (place == last) {
      place.used = now;
    } else {
      leave(place);
      append(place, now);
    }
  }

  /// Stands here no longer.
  public void leave(Place place) {
    Place before = place.before;
    Place after = place.after;
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    place.before = null;
    place.after = null;
  }

  /// The first, if there is one.
  public Optional<Member> longestIdle() {
    Place longest = first;
    return longest == null ? Optional.empty() : Optional.of(longest.member);
  }

  /// When the first will have been idle for too long.
  OptionalLong deadline() {
    Place longest = first;
    return longest == null ? OptionalLong.empty() : OptionalLong.of(longest.used + patience);
  }

  /// Ends those who have been idle for too long.
  void expire(long now) {
    Place longest = first;
    while (longest != null && now - longest.used >= patience) {
      longest.member.expire();
      longest = first;
    }
  }

  private void append(Place place, long now) {
    place.used = now;
    Place before = last;
    place.before = before;
    if (before == null) {
      first = place;
    } else {
      before.after = place;
    }
    last = place;
  }
}
