# Read by CMake before llama.cpp's own files: half of the compiling is for programs that Byline does
# not use, and no option of llama-cpp-python leaves them out.
set(LLAMA_BUILD_COMMON OFF)
