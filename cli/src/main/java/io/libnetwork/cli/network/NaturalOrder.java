package io.libnetwork.cli.network;

import java.util.Comparator;

/// Names in the order in which people count: `net2` before `net10`, as Docker sorts them.
final class NaturalOrder implements Comparator<String> {

  @Override
  public int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      if (digit(one, i) && digit(other, j)) {
        int endOfOne = endOfDigits(one, i);
        int endOfOther = endOfDigits(other, j);
        int numbers = numbers(one.substring(i, endOfOne), other.substring(j, endOfOther));
        if (numbers != 0) {
          return numbers;
        }
        i = endOfOne;
        j = endOfOther;
      } else if (one.charAt(i) != other.charAt(j)) {
        return Character.compare(one.charAt(i), other.charAt(j));
      } else {
        i++;
        j++;
      }
    }
    int left = Integer.compare(one.length() - i, other.length() - j);
    return left != 0 ? left : one.compareTo(other);
  }

  private static int numbers(String one, String other) {
    String first = withoutZeros(one);
    String second = withoutZeros(other);
    return first.length() != second.length()
        ? Integer.compare(first.length(), second.length())
        : first.compareTo(second);
  }

  private static String withoutZeros(String digits) {
    int i = 0;
    while (i < digits.length() - 1 && digits.charAt(i) == '0') {
      i++;
    }
    return digits.substring(i);
  }

  private static boolean digit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && digit(text, end)) {
      end++;
    }
    return end;
  }
}
