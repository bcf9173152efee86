#include "base/message.hpp"

namespace hourglass {

std::string joined(Words words) {
  std::string text;
  for (const Word& word : words) {
    if (word.text.data() == nullptr) {
      text += std::to_string(word.number);
    } else {
      text += word.text;
    }
  }
  return text;
}

void fail(ErrorCode code, Words field, Words problem) { throw Error(code, joined(field), joined(problem)); }

}  // namespace hourglass
