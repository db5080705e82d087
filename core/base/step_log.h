#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace la {

// Rows of some steps of a run, in order, as one immutable value that any thread may read.
template<class Row>
class StepRows {
  public:
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const Row& operator[](std::size_t i) const { return (*chunks_[i / kChunk])[i % kChunk]; }
    const Row& back() const { return (*this)[size_ - 1]; }

  private:
    template<class>
    friend class StepLog;
    static constexpr std::size_t kChunk = 64;
    using Chunk = std::vector<Row>;
    std::vector<std::shared_ptr<Chunk>> chunks_;
    std::size_t size_ = 0;
};

// A log with one row per multiple of a spacing, written by one thread. When `capacity` rows are
// full, the spacing doubles and every second row goes: a log of bounded size, whose steps depend
// only on the length of the run. Row has a `step`.
template<class Row>
class StepLog {
  public:
    // `capacity` is rounded down to an even number; 0: no bound, and the spacing stays.
    StepLog(std::int64_t every, std::size_t capacity)
        : every_(every), capacity_(capacity / 2 * 2) {}

    // Continues the log that these rows come from.
    void restore(std::int64_t every, const StepRows<Row>& rows) {
        every_ = every;
        rows_ = rows;
        shared_ = nullptr;
    }

    std::int64_t every() const { return every_; }
    bool due(std::int64_t step) const { return step % every_ == 0; }

    void append(Row row) {
        if (capacity_ > 0 && rows_.size_ >= capacity_) {
            thin();
        }
        push(std::move(row));
        shared_ = nullptr;
    }

    // Thins the log to this spacing, as a longer run would have.
    void widen(std::int64_t every) {
        while (every_ < every) {
            thin();
        }
        shared_ = nullptr;
    }

    // Removes the rows after this step; the spacing stays.
    void cut(std::int64_t last) {
        std::size_t size = rows_.size_;
        while (size > 0 && rows_[size - 1].step > last) {
            --size;
        }
        rows_.chunks_.resize((size + kChunk - 1) / kChunk);
        rows_.size_ = size;
        if (size % kChunk != 0) {
            auto part = std::make_shared<Chunk>();
            part->reserve(kChunk);
            part->assign(
                rows_.chunks_.back()->begin(),
                rows_.chunks_.back()->begin() + static_cast<std::ptrdiff_t>(size % kChunk));
            rows_.chunks_.back() = std::move(part);
        }
        shared_ = nullptr;
    }

    const StepRows<Row>& now() const { return rows_; }

    // The log is not empty.
    void replace_last(Row row) {
        own_last_chunk();
        rows_.chunks_.back()->back() = std::move(row);
        shared_ = nullptr;
    }

    // An immutable value, which later appends do not change; shares all full chunks with the log.
    std::shared_ptr<const StepRows<Row>> rows() {
        if (!shared_) {
            shared_ = std::make_shared<StepRows<Row>>(rows_);
        }
        return shared_;
    }

  private:
    using Chunk = typename StepRows<Row>::Chunk;
    static constexpr std::size_t kChunk = StepRows<Row>::kChunk;

    void push(Row row) {
        if (rows_.size_ % kChunk == 0) {
            rows_.chunks_.push_back(std::make_shared<Chunk>());
            rows_.chunks_.back()->reserve(kChunk);
        } else {
            own_last_chunk();
        }
        rows_.chunks_.back()->push_back(std::move(row));
        ++rows_.size_;
    }

    // Replaces the last chunk by a copy if a reader shares it.
    void own_last_chunk() {
        if (rows_.chunks_.back().use_count() > 1) {
            auto copy = std::make_shared<Chunk>();
            copy->reserve(kChunk);
            *copy = *rows_.chunks_.back();
            rows_.chunks_.back() = std::move(copy);
        }
    }

    void thin() {
        every_ *= 2;
        const StepRows<Row> old = std::exchange(rows_, {});
        for (std::size_t i = 0; i < old.size(); ++i) {
            if (due(old[i].step)) {
                push(old[i]);
            }
        }
    }

    std::int64_t every_;
    std::size_t capacity_;
    StepRows<Row> rows_;
    std::shared_ptr<const StepRows<Row>> shared_;
};

}  // namespace la
