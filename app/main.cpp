#include "app/commands/commands.h"

int main(int argc, char** argv) {
    return la::run_program(argc, argv, la::make_engine);
}
