// Pictures asked for by commands: waiting for a renderer, then written by a job.

#include "workspace/detail/job_names.h"
#include "workspace/picture_order.h"
#include "workspace/store_keeper.h"
#include "workspace/workspace.h"

#include <utility>

namespace palpate {

void Workspace::order_picture(PictureOrder order) {
    picture_orders_.push_back(std::move(order));
    ++revision_;
}

std::optional<PictureOrder> Workspace::take_picture_order() {
    if (picture_orders_.empty()) {
        return std::nullopt;
    }
    PictureOrder order = std::move(picture_orders_.front());
    picture_orders_.pop_front();
    return order;
}

void Workspace::deliver_pictures(std::vector<Image> pictures, const PictureOrder& order) {
    if (document() != nullptr && order.request.marks) {
        keeper_->note(RecordUse::Export, order.file.empty() ? "picture, to the clipboard"
                                         : order.frames > 1 ? "pictures, turned once round"
                                                            : "picture");
    }
    jobs_.start(
        JobQueue::Lane::Compute, k_job_pictures,
        [pictures = std::move(pictures), order](JobContext& context) {
            deliver(pictures, order, context);
            return true;
        },
        [this, file = order.file.string()](Outcome<bool> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            } else if (std::holds_alternative<bool>(outcome)) {
                notify(Severity::Note, file.empty() ? Text{"workspace.picture-copied", {}}
                                                    : Text{"workspace.picture-saved", {{"file", file}}});
            }
        });
    ++revision_;
}

}  // namespace palpate
