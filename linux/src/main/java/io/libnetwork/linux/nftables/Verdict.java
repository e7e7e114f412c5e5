package io.libnetwork.linux.nftables;

/// What becomes of a packet, as a map's data.
public sealed interface Verdict extends Component {

  /// The packet passes this hook's chain.
  Verdict ACCEPT = new Final("accept");

  /// The packet is gone.
  Verdict DROP = new Final("drop");

  @Override
  default ElementType type() {
    return ElementType.VERDICT;
  }

  /// Goes on with another chain's rules of the same table, then comes back.
  record Jump(Chain chain) implements Verdict {

    @Override
    public String toString() {
      return "jump " + chain.name();
    }
  }

  /// [#ACCEPT] and [#DROP] are all there are.
  final class Final implements Verdict {
    private final String word;

    private Final(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
