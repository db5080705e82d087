#include "render/gl/handle.h"

#include <gtest/gtest.h>

#include <type_traits>
#include <utility>
#include <vector>

namespace la::gl {
namespace {

// Counts instead of calling GL.
struct FakeKind {
    static inline std::vector<unsigned> destroyed;
    static unsigned create() { return 7; }
    static void destroy(unsigned id) { destroyed.push_back(id); }
};
using Fake = Handle<FakeKind>;

class HandleTest : public ::testing::Test {
  protected:
    void SetUp() override { FakeKind::destroyed.clear(); }
};

TEST_F(HandleTest, IsMoveOnly) {
    static_assert(!std::is_copy_constructible_v<Buffer>);
    static_assert(!std::is_copy_assignable_v<Buffer>);
    static_assert(std::is_nothrow_move_constructible_v<Buffer>);
    static_assert(std::is_nothrow_move_assignable_v<Buffer>);
}

TEST_F(HandleTest, EmptyDeletesNothing) {
    { const Fake empty; }
    EXPECT_TRUE(FakeKind::destroyed.empty());
}

TEST_F(HandleTest, DeletesOnceAfterMoves) {
    {
        Fake first = Fake::make();
        Fake second = std::move(first);
        EXPECT_FALSE(first);  // NOLINT: a moved-from handle is empty by contract
        EXPECT_EQ(second.id(), 7u);
    }
    EXPECT_EQ(FakeKind::destroyed, std::vector<unsigned>{7});
}

TEST_F(HandleTest, AssignmentDeletesTheOldName) {
    Fake first(3);
    first = Fake(4);
    EXPECT_EQ(FakeKind::destroyed, std::vector<unsigned>{3});
    EXPECT_EQ(first.release(), 4u);
    EXPECT_FALSE(first);
}

TEST_F(HandleTest, ReleaseGivesUp) {
    { EXPECT_EQ(Fake(9).release(), 9u); }
    EXPECT_TRUE(FakeKind::destroyed.empty());
}

}  // namespace
}  // namespace la::gl
