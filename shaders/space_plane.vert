// The plane of the states at one depth, with a picture on it: a strip of four vertices.
uniform float u_along;
uniform vec3 u_half;  // of the box
uniform mat4 u_camera;

out vec2 v_uv;

void main() {
    vec2 across = vec2((gl_VertexID & 1) == 0 ? -1.0 : 1.0, (gl_VertexID & 2) == 0 ? -1.0 : 1.0);
    v_uv = 0.5 * across + 0.5;
    gl_Position = u_camera * vec4(u_half * vec3(u_along, across.y, across.x), 1.0);
}
